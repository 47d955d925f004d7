import { join } from 'node:path';
import { openZip } from '../../intake/workbook/zip.ts';
import type { Store } from '../../store/store.ts';
import type { Bundle } from './bundle.ts';
import { leaksOfArrow, leaksOfParquet } from './columns.ts';
import type { PageChecks } from './pages.ts';
import { TABLE } from './published-table.ts';
import type { Leak } from './records.ts';
import { checksOf, leaksOfText, textOf } from './texts.ts';
import { type WorkbookReader, workbookReader } from './workbooks.ts';

/** What the Parquet, Arrow, workbooks and archives of a bundle tell that its table of figures withholds. */
export async function leaksOfContainers(store: Store, bundle: Bundle): Promise<Leak[]> {
  const { folder, files, table } = bundle;
  const inParquet = Promise.all(
    files
      .filter((file) => file.endsWith('.parquet'))
      .map((file) => leaksOfParquet(store, table, join(folder, TABLE), join(folder, file), file)),
  );
  const workbook = workbookReader(table);
  let known: Promise<PageChecks> | undefined;
  const checks = (): Promise<PageChecks> => {
    known ??= checksOf(bundle);
    return known;
  };
  const leaks: Leak[] = [];
  for (const file of files) {
    if (file.endsWith('.arrow')) leaks.push(...(await leaksOfArrow(table, join(folder, file), file)));
    else if (file.endsWith('.xlsx')) leaks.push(...workbook(file, await bundle.read(file)));
    else if (file.endsWith('.zip')) leaks.push(...(await leaksOfArchive(bundle, workbook, checks, file)));
  }
  return [...(await inParquet).flat(), ...leaks];
}

/** Files of an archive. Those that are byte for byte files of the bundle are read there. */
async function leaksOfArchive(
  bundle: Bundle,
  workbook: WorkbookReader,
  checks: () => Promise<PageChecks>,
  file: string,
): Promise<Leak[]> {
  const archive = openZip(await bundle.read(file));
  const known = new Set(bundle.files);
  const leaks: Leak[] = [];
  for (const name of archive.names) {
    const bytes = archive.read(name);
    const beside = [name, `downloads/${name}`].filter((path) => known.has(path));
    const same = await Promise.all(beside.map(async (path) => Buffer.from(await bundle.read(path)).equals(bytes)));
    if (same.includes(true)) continue;
    if (name.endsWith('.xlsx')) leaks.push(...workbook(`${file}!${name}`, bytes));
    else if (/\.(csv|json|html)$/.test(name))
      leaks.push(...leaksOfText(await checks(), `${file}!${name}`, textOf(bytes)));
  }
  return leaks;
}
