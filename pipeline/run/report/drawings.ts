import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawnBy } from '../../report/index.ts';

/** Drawings of the last run, kept beside the store so that what has not changed need not be drawn again. */
export const DRAWINGS = 'drawings.json';

interface DrawingsFile {
  readonly drawnBy: string;
  readonly drawings: readonly (readonly [digest: string, drawing: string])[];
}

export async function saveDrawings(folder: string, drawings: ReadonlyMap<string, string>): Promise<void> {
  const file: DrawingsFile = { drawnBy, drawings: [...drawings].sort(([a], [b]) => (a < b ? -1 : 1)) };
  await writeFile(join(folder, DRAWINGS), JSON.stringify(file));
}

/** The drawings of the last run; none where there was no run, or where other code drew them. */
export async function loadDrawings(outFolder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(outFolder, DRAWINGS), 'utf8').catch(() => null);
  try {
    const file = JSON.parse(text ?? '{}') as Partial<DrawingsFile>;
    return new Map(file.drawnBy === drawnBy ? file.drawings : []);
  } catch {
    return new Map();
  }
}
