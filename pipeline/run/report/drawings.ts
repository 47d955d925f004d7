import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawnBy } from '../../report/index.ts';

/** Drawings of the last run, kept beside the store so that what has not changed need not be drawn again. */
export const DRAWINGS = 'drawings.txt';

/** Stands between the parts of the file. No drawing can hold it, since XML cannot. */
const SEPARATOR = '\u0000';

export async function saveDrawings(folder: string, drawings: ReadonlyMap<string, string>): Promise<void> {
  const sorted = [...drawings].sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(join(folder, DRAWINGS), [drawnBy, ...sorted.flat()].join(SEPARATOR));
}

/** The drawings of the last run; none where there was no run, or where other code drew them. */
export async function loadDrawings(outFolder: string): Promise<ReadonlyMap<string, string>> {
  const [by, ...parts] = (await readFile(join(outFolder, DRAWINGS), 'utf8').catch(() => '')).split(SEPARATOR);
  const drawings = new Map<string, string>();
  if (by !== drawnBy) return drawings;
  for (let at = 0; at + 1 < parts.length; at += 2) drawings.set(parts[at] as string, parts[at + 1] as string);
  return drawings;
}
