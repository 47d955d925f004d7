import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isWhole } from './whole.ts';

const STAGE_PREFIX = '.stage-';
const CURRENT = 'bundle';

/** Removes what an interrupted run left behind. Call it only while holding the store. */
export async function sweepStages(outFolder: string): Promise<void> {
  if (!existsSync(outFolder)) return;
  for (const name of await readdir(outFolder))
    if (name.startsWith(STAGE_PREFIX)) await rm(join(outFolder, name), { recursive: true, force: true });
}

/** Makes a fresh folder beside the published one, to build the next bundle in. */
export async function createStage(outFolder: string): Promise<string> {
  const stage = join(outFolder, `${STAGE_PREFIX}${process.pid}`);
  await rm(stage, { recursive: true, force: true });
  await mkdir(join(stage, 'bundle'), { recursive: true });
  return stage;
}

/** Writes a file of the stage, with its folders. */
export async function writeStaged(folder: string, path: string, bytes: Uint8Array | string): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes every file and folder below `folder` to the disk, so that a rename never publishes torn files. */
async function syncFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await syncFolder(join(folder, entry.name));
  await Promise.all(entries.flatMap((entry) => (entry.isDirectory() ? [] : [syncPath(join(folder, entry.name))])));
  await syncPath(folder);
}

/** Name of the edition that is published in `outFolder`, or null. */
export async function currentEdition(outFolder: string): Promise<string | null> {
  const link = join(outFolder, CURRENT);
  const status = await lstat(link).catch(() => null);
  return status?.isSymbolicLink() ? ((await readlink(link)).split('/').at(-1) ?? null) : null;
}

/**
 * Puts a finished bundle in place in one step: moves it to `editions/<name>` and swaps the link `bundle` to it by
 * rename. Earlier editions stay. A name is made of the content, so an edition that exists already is the same bytes, unless
 * somebody has taken files out of it: then it is put there anew.
 */
export async function publishBundle(stage: string, outFolder: string, name: string): Promise<string> {
  const edition = join(outFolder, 'editions', name);
  await mkdir(dirname(edition), { recursive: true });
  await syncFolder(join(stage, 'bundle'));
  if (await isWhole(edition)) await rm(join(stage, 'bundle'), { recursive: true });
  else {
    await rm(edition, { recursive: true, force: true });
    await rename(join(stage, 'bundle'), edition);
  }
  const link = join(stage, 'link');
  await symlink(join('editions', name), link, 'dir');
  await rename(link, join(outFolder, CURRENT));
  await syncPath(outFolder);
  return join(outFolder, CURRENT);
}
