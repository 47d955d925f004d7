import { type Dirent, existsSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type DropSettings, parseDropSettings } from '../contract/drop-settings.ts';
import { environmentError, usageError } from '../contract/errors.ts';
import type { InputContract } from '../contract/inputs.ts';

/** A folder of files as received, with what its `drop.yaml` says. */
export interface Drop {
  readonly name: string;
  readonly folder: string;
  /** Reference year; null for drops of no year, such as the register. */
  readonly year: number | null;
  readonly settings: DropSettings;
  /** Files below the folder, paths with `/`, in code-unit order. */
  readonly files: readonly string[];
}

/** What was found where the user pointed. */
export interface FoundDrops {
  readonly drops: readonly Drop[];
  /** Path of `accounts.yaml`, where there is one. */
  readonly parametersPath: string | null;
}

const IGNORED =
  /^(?:\.|~\$)|^(?:drop|accounts|study)\.ya?ml$|^effect-aggregates\.json$|\.md$|^thumbs\.db$|^desktop\.ini$/i;

const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What stands in a folder; a link is what it leads to. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isFolder = async (entry: Dirent): Promise<boolean> =>
    entry.isSymbolicLink()
      ? ((await stat(join(folder, entry.name)).catch(() => undefined))?.isDirectory() ?? false)
      : entry.isDirectory();
  return Promise.all(entries.map(async (entry) => ({ name: entry.name, isFolder: await isFolder(entry) })));
}

async function filesBelow(folder: string, prefix = '', above: readonly string[] = []): Promise<string[]> {
  const path = join(folder, prefix);
  const real = await realpath(path);
  if (above.includes(real))
    throw usageError('DROP_LOOP', 'A link in the drop leads back to a folder above it.', 'Remove the link.', path);
  const entries = await entriesOf(path);
  const found = await Promise.all(
    entries
      .filter(({ name }) => !IGNORED.test(name))
      .map(({ name, isFolder }) =>
        isFolder ? filesBelow(folder, `${prefix}${name}/`, [...above, real]) : [`${prefix}${name}`],
      ),
  );
  return found.flat().sort(byCodeUnit);
}

async function readDropFolder(folder: string, inputs: ReadonlyMap<string, readonly string[]>): Promise<Drop> {
  const path = join(folder, 'drop.yaml');
  const settings = existsSync(path) ? parseDropSettings(await readFile(path, 'utf8'), path, inputs) : {};
  const name = basename(folder);
  const year = settings.year === undefined ? (/^(?:19|20)\d{2}$/.test(name) ? Number(name) : null) : settings.year;
  return { name, folder, year, settings, files: await filesBelow(folder) };
}

/** Folder of drops (it holds `accounts.yaml`, or folders only), or one drop. */
async function dropFolders(path: string): Promise<{ folders: string[]; parametersPath: string | null }> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined)
    throw environmentError(
      'DROP_MISSING',
      'There is no such folder.',
      'Check the path of the drop and run again.',
      path,
    );
  if (!info.isDirectory())
    throw usageError(
      'DROP_NOT_A_FOLDER',
      'A drop is a folder, this is a file.',
      'Name the folder that holds it; to look at one file: cluster-accounts read FILE.',
      path,
    );
  const entries = (await entriesOf(path)).filter(({ name }) => !name.startsWith('.'));
  const parameters = entries.find(({ name }) => name === 'accounts.yaml');
  const hasSettings = entries.some(({ name }) => name === 'drop.yaml');
  const isFolderOfDrops =
    parameters !== undefined || (!hasSettings && entries.length > 0 && entries.every(({ isFolder }) => isFolder));
  const parametersPath = parameters === undefined ? null : join(path, 'accounts.yaml');
  if (!isFolderOfDrops) return { folders: [path], parametersPath };
  const folders = entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  return { folders: folders.sort(byCodeUnit).map((name) => join(path, name)), parametersPath };
}

/**
 * Finds the drops below paths: a folder that holds `accounts.yaml` or nothing but folders is a folder of drops; any other
 * folder is one drop. Throws where a path is missing, is a file, or where two drops have one name.
 */
export async function findDrops(paths: readonly string[], contract: readonly InputContract[]): Promise<FoundDrops> {
  const inputs = new Map(contract.map(({ name, schema }) => [name, schema.fields.map((field) => field.name)]));
  const found = await Promise.all(paths.map((path) => dropFolders(resolve(path))));
  const folders = [...new Set(found.flatMap((one) => one.folders))];
  const drops = await Promise.all(folders.map((folder) => readDropFolder(folder, inputs)));
  drops.sort((left, right) => byCodeUnit(left.name, right.name));
  const twice = drops.find(({ name }, index) => drops[index + 1]?.name === name);
  if (twice !== undefined)
    throw usageError(
      'DROP_NAME_TWICE',
      `Two drops are named "${twice.name}".`,
      'Give every drop folder a name of its own.',
      twice.folder,
    );
  return { drops, parametersPath: found.map((one) => one.parametersPath).find((path) => path !== null) ?? null };
}
