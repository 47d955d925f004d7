import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemNames } from './names.ts';
import type { PublishedTable } from './published-table.ts';

/** A finished bundle with its table of figures, against which all its other files are held. */
export interface Bundle {
  readonly folder: string;
  /** Paths of its files within the folder, sorted. */
  readonly files: readonly string[];
  readonly table: PublishedTable;
  readonly items: ItemNames;
  /** The bytes of a file, read once. */
  readonly read: (file: string) => Promise<Uint8Array>;
}

export async function openBundle(folder: string, table: PublishedTable, items: ItemNames): Promise<Bundle> {
  const contents = new Map<string, Promise<Uint8Array>>();
  return {
    folder,
    files: (await readdir(folder, { recursive: true })).sort(),
    table,
    items,
    read: (file) => {
      const known = contents.get(file) ?? readFile(join(folder, file));
      contents.set(file, known);
      return known;
    },
  };
}
