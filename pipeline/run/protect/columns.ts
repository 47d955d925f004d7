import { readFile } from 'node:fs/promises';
import { tableFromIPC, type Vector } from 'apache-arrow';
import { literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { NAMES, NUMBERS, type NumberName, nameKey, type PublishedTable } from './published-table.ts';
import { type Leak, leaksOfRecords } from './records.ts';

/** Most differing rows of a file that are listed. */
const LISTED = 200;

/** Texts of a column, its dictionary read once. */
function textsOf(vector: Vector | null): (at: number) => string {
  const texts = vector?.memoize();
  return (at) => String(texts?.get(at) ?? '');
}

/** Numbers of an Arrow file that the table of figures does not tell. */
export async function leaksOfArrow(table: PublishedTable, path: string, file: string): Promise<Leak[]> {
  const arrow = tableFromIPC(await readFile(path));
  const names = NAMES.map((name) => textsOf(arrow.getChild(name)));
  const numbers = new Map(NUMBERS.map((name) => [name, arrow.getChild(name)]));
  return leaksOfRecords(table, {
    file,
    count: arrow.numRows,
    key: (at) => nameKey(names.map((text) => text(at))),
    number: (name, at) => (numbers.get(name)?.get(at) as number | null | undefined) ?? null,
  });
}

/** Numbers of a Parquet file that the table of figures does not tell: the rows that stand only in the former. */
export async function leaksOfParquet(
  store: Store,
  table: PublishedTable,
  csv: string,
  path: string,
  file: string,
): Promise<Leak[]> {
  const described = await store.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM read_parquet(${literal(path)})`);
  const has = new Set(described.map(({ column_name }) => column_name));
  if (!NAMES.every((name) => has.has(name))) return [];
  const numbers = NUMBERS.filter((name) => has.has(name));
  const columns = [
    ...NAMES.map((name) => `"${name}"::VARCHAR AS "${name}"`),
    ...numbers.map((name) => `"${name}"::DOUBLE AS "${name}"`),
  ].join(', ');
  const [first] = await store.rows<Record<string, string>>(
    `SELECT * FROM read_csv(${literal(csv)}, header = true, all_varchar = true) LIMIT 1`,
  );
  const isComparable = first !== undefined && [...NAMES, ...numbers].every((name) => name in first);
  const others = isComparable
    ? `EXCEPT ALL SELECT ${columns} FROM read_csv(${literal(csv)}, header = true, all_varchar = true)`
    : '';
  const rows = await store.rows<Record<string, string | number | null>>(
    `SELECT * FROM (SELECT ${columns} FROM read_parquet(${literal(path)}) ${others}) ORDER BY ALL LIMIT ${LISTED}`,
  );
  return leaksOfRecords(table, {
    file,
    count: rows.length,
    key: (at) => nameKey(NAMES.map((name) => String(rows[at]?.[name] ?? ''))),
    number: (name: NumberName, at) => (rows[at]?.[name] as number | null | undefined) ?? null,
  });
}
