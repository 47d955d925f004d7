import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Identity of a file: its path with `/` between folders, its size and its SHA-256 in hexadecimal. */
export interface FileDigest {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** All files below a folder, as paths relative to it with `/`, in code-unit order. Hidden files are passed over. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}

export const digestOf = (path: string, bytes: Uint8Array): FileDigest => ({
  path,
  bytes: bytes.byteLength,
  sha256: sha256(bytes),
});

/** Files that are read at once while others are digested. */
const FILES_AT_ONCE = 16;

/** Digests of all files below a folder. */
export async function digestFolder(folder: string): Promise<FileDigest[]> {
  const paths = await listFiles(folder);
  const digests: FileDigest[] = [];
  for (let from = 0; from < paths.length; from += FILES_AT_ONCE) {
    const some = paths.slice(from, from + FILES_AT_ONCE);
    digests.push(...(await Promise.all(some.map(async (path) => digestOf(path, await readFile(join(folder, path)))))));
  }
  return digests;
}

/** One digest of many: changes when any path or any byte changes. */
export const digestOfDigests = (digests: readonly FileDigest[]): string =>
  sha256(digests.map((digest) => `${digest.sha256} ${digest.path}\n`).join(''));
