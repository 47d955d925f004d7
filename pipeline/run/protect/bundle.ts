import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { openZip } from '../../intake/workbook/zip.ts';
import type { Store } from '../../store/store.ts';
import { leaksOfArrow, leaksOfParquet } from './columns.ts';
import { jsonIn, leaksOfPage, objectsIn, type PageChecks, pageChecks, readSpec, specName } from './pages.ts';
import type { PublishedTable } from './published-table.ts';
import { type Leak, leaksOfRows } from './records.ts';
import type { SpecAudit } from './specs.ts';
import { type WorkbookReader, workbookReader } from './workbooks.ts';

export type { Leak } from './records.ts';

const TABLE = 'figures.csv';

const isSameBytes = (some: Uint8Array, others: Uint8Array): boolean => Buffer.from(some).equals(Buffer.from(others));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');

/**
 * Everything in the files of a bundle that tells what its table of figures withholds: numbers beside a withheld figure in any
 * table, page, specification, workbook or archive, words and shapes of charts that tell what others of them withhold.
 *
 * The table itself is attacked by `attackFigures`; here every other file is held against it, so each number is worked on once.
 */
export async function leaksOfBundle(store: Store, bundle: string, table: PublishedTable): Promise<Leak[]> {
  const files = (await readdir(bundle, { recursive: true })).sort();
  const contents = new Map<string, Uint8Array>();
  const read = async (file: string): Promise<Uint8Array> => {
    const known = contents.get(file) ?? (await readFile(join(bundle, file)));
    contents.set(file, known);
    return known;
  };
  const specs = new Map<string, SpecAudit>();
  const leaks: Leak[] = [];
  for (const file of files) {
    const name = specName(file);
    if (name === null) continue;
    const spec = readSpec(text(await read(file)));
    specs.set(name, spec);
    leaks.push(...spec.leaks.map((what) => ({ file, what })));
  }
  const checks = await pageChecks(bundle, table, specs);
  const workbook = workbookReader(table);
  for (const file of files) {
    const path = join(bundle, file);
    if (file.endsWith('.parquet')) leaks.push(...(await leaksOfParquet(store, table, join(bundle, TABLE), path, file)));
    else if (file.endsWith('.arrow')) leaks.push(...(await leaksOfArrow(table, path, file)));
    else if (file.endsWith('.zip'))
      leaks.push(...(await leaksOfArchive(checks, workbook, file, await read(file), contents)));
    else if (/\.(csv|json|html|xlsx)$/.test(file) && file !== TABLE)
      leaks.push(...leaksOfFile(checks, workbook, file, await read(file)));
  }
  return leaks;
}

function leaksOfFile(checks: PageChecks, workbook: WorkbookReader, file: string, bytes: Uint8Array): Leak[] {
  const { table } = checks;
  if (file.endsWith('.xlsx')) return workbook(file, bytes);
  if (file.endsWith('.html')) return leaksOfPage(checks, file, text(bytes));
  if (file.endsWith('.csv')) {
    const { data } = Papa.parse<Record<string, unknown>>(text(bytes), { header: true, skipEmptyLines: true });
    return leaksOfRows(table, file, data);
  }
  if (file.endsWith('.json')) return leaksOfRows(table, file, [...objectsIn(jsonIn(text(bytes)))]);
  return [];
}

/** Files of an archive. Those that are byte for byte files of the bundle have been read already. */
function leaksOfArchive(
  checks: PageChecks,
  workbook: WorkbookReader,
  file: string,
  bytes: Uint8Array,
  known: ReadonlyMap<string, Uint8Array>,
): Leak[] {
  const archive = openZip(bytes);
  return archive.names.flatMap((name) => {
    const inner = archive.read(name);
    const same = [name, `downloads/${name}`].some((path) => {
      const other = known.get(path);
      return other !== undefined && isSameBytes(other, inner);
    });
    return same ? [] : leaksOfFile(checks, workbook, `${file}!${name}`, inner);
  });
}
