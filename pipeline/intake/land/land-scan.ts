import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Store } from '../../store/store.ts';
import { decidedMark, NUMBER_KINDS } from '../recognise/decimal.ts';
import { type ColumnMatch, type HeaderIndex, matchColumns } from '../recognise/match.ts';
import { columnFindings } from './columns.ts';
import { quotedName, type Scan } from './scan.ts';
import type { LandingWriter } from './write.ts';

/** What landing a scan came to. */
export interface ScanLanding {
  readonly columns: readonly (ColumnMatch & { readonly mark: ',' | '.' | null })[];
  readonly decimalMark: ',' | '.' | null;
  readonly rows: number;
  readonly findings: readonly Finding[];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A field that may show a decimal mark. */
interface Candidate {
  readonly field: string;
  readonly mark: ',' | '.';
}

const holdsMark = ({ field, mark }: Candidate): string => `contains(${quotedName(field)}, '${mark}')`;

/** Whether a text can have this decimal mark only, in SQL. */
const showsMark = (candidate: Candidate): string => {
  const [own, other] = candidate.mark === ',' ? [',', '\\.'] : ['\\.', ','];
  const pattern = `${own}([0-9]{1,2}|[0-9]{4,})$|${other}.*${own}|^-?(0|[0-9]{4,})${own}`;
  return `${holdsMark(candidate)} AND regexp_matches(${quotedName(candidate.field)}, '${pattern}')`;
};

/** The candidates for which a condition holds in any row. */
async function anywhere(
  store: Store,
  candidates: readonly Candidate[],
  condition: (candidate: Candidate) => string,
  from: string,
): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return [];
  const answers = candidates.map((candidate, at) => `bool_or(${condition(candidate)}) AS c${at}`);
  const [row = {}] = await store.rows<Record<string, boolean | null>>(`SELECT ${answers.join(', ')} FROM ${from}`);
  return candidates.filter((_, at) => row[`c${at}`] === true);
}

/** Rows that are looked at first: most columns show their mark there. */
const FIRST_ROWS = 10_000;

/** The decimal mark that the values of every number column speak for. */
async function columnMarks(
  store: Store,
  table: string,
  deliveryId: number,
  fields: readonly string[],
  absent: Scan['absentMarks'],
): Promise<ReadonlyMap<string, ',' | '.' | null>> {
  const rows = `landing.${table} WHERE delivery_id = ${deliveryId}`;
  const candidates = ([',', '.'] as const)
    .filter((mark) => !absent.includes(mark))
    .flatMap((mark) => fields.map((field): Candidate => ({ field, mark })));
  const shown = new Set(await anywhere(store, candidates, showsMark, `(SELECT * FROM ${rows} LIMIT ${FIRST_ROWS})`));
  const open = candidates.filter((candidate) => !shown.has(candidate));
  for (const candidate of await anywhere(store, open, holdsMark, rows))
    if ((await store.rows(`SELECT 1 AS found FROM ${rows} AND ${showsMark(candidate)} LIMIT 1`)).length > 0)
      shown.add(candidate);
  const count = (field: string, mark: ',' | '.'): number =>
    [...shown].filter((candidate) => candidate.field === field && candidate.mark === mark).length;
  return new Map(
    fields.map((field) => [field, decidedMark({ comma: count(field, ','), point: count(field, '.'), open: 0 })]),
  );
}

/**
 * Numbers the rows of a delivery in the order in which they were written, which is that of the file. Numbers given while the
 * file is read would keep DuckDB from reading it on all threads.
 */
async function numberRows(store: Store, table: string, deliveryId: number): Promise<void> {
  const from = `landing.${table} WHERE delivery_id = ${deliveryId}`;
  const [written] = await store.rows<{ first: bigint | null; isGapless: boolean }>(
    `SELECT min(rowid) AS first, max(rowid) - min(rowid) + 1 = count(*) AS "isGapless" FROM ${from}`,
  );
  if (written?.isGapless === false) throw new Error('The rows of a delivery do not stand together.');
  await store.run(
    `UPDATE landing.${table} SET source_row = rowid - ${written?.first ?? 0} + 2 WHERE delivery_id = ${deliveryId}`,
  );
}

/**
 * Lets DuckDB read a scan into `landing.<input>`, columns of the contract only, all as text. Throws what DuckDB throws when
 * the file is not as its head promised, or comes out with another number of rows: its transaction must then be undone.
 */
export async function landScan(
  store: Store,
  writer: LandingWriter,
  scan: Scan,
  index: HeaderIndex,
  settings: FileSettings | undefined,
  deliveryId: number,
): Promise<ScanLanding> {
  const { input } = index;
  const table = quotedName(input.name);
  const { columns, twice, missing } = matchColumns(scan.headers, index, settings?.columns);
  const values = input.schema.fields.flatMap(({ name }): { readonly name: string; readonly sql: string }[] => {
    const column = columns.find(({ field }) => field === name);
    const constant = settings?.constants?.[name];
    if (column !== undefined)
      return [{ name, sql: scan.isText ? `c${column.position}` : `coalesce(c${column.position}::VARCHAR, '')` }];
    return constant === undefined ? [] : [{ name, sql: literal(String(constant)) }];
  });
  const names = values.map(({ name }) => name);
  await writer.fit(input, names);
  const sql = `INSERT INTO landing.${table} (${['delivery_id', 'source_row', ...names.map(quotedName)].join(', ')})
    SELECT ${[deliveryId, scan.row ?? 'NULL', ...values.map((value) => value.sql)].join(', ')} FROM ${scan.source}`;
  const inserted = (await store.connection.run(sql)).rowsChanged;
  if (scan.expectedRows !== null && scan.expectedRows !== inserted)
    throw new Error(`The file has ${scan.expectedRows} rows, but ${inserted} came out.`);
  if (scan.row === null) await numberRows(store, table, deliveryId);
  const numbers = columns.filter(
    ({ field, position }) =>
      field !== null &&
      scan.knownMarks[position - 1] === null &&
      NUMBER_KINDS.has(input.schema.fields.find(({ name }) => name === field)?.kind ?? ''),
  );
  const decided = await columnMarks(
    store,
    table,
    deliveryId,
    numbers.map(({ field }) => field as string),
    scan.absentMarks,
  );
  const marked = columns.map((column) => ({
    ...column,
    mark: settings?.decimal_mark ?? scan.knownMarks[column.position - 1] ?? decided.get(column.field ?? '') ?? null,
  }));
  const marks = new Set(marked.map(({ mark }) => mark).filter((mark) => mark !== null));
  return {
    columns: marked,
    decimalMark: settings?.decimal_mark ?? (marks.size === 1 ? ([...marks][0] as ',' | '.') : null),
    rows: inserted,
    findings: [...columnFindings(scan.headerRow, columns, twice, missing, settings)],
  };
}
