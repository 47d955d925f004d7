import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Store } from '../../store/store.ts';
import { decidedMark, NUMBER_KINDS } from '../recognise/decimal.ts';
import { type ColumnMatch, type HeaderIndex, matchColumns } from '../recognise/match.ts';
import { columnFindings } from './columns.ts';
import { quotedName, type Scan } from './scan.ts';

/** What landing a scan came to. */
export interface ScanLanding {
  readonly columns: readonly (ColumnMatch & { readonly mark: ',' | '.' | null })[];
  readonly decimalMark: ',' | '.' | null;
  readonly rows: number;
  readonly findings: readonly Finding[];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What speaks for a mark, in SQL: the mark where it can only be one, by the field's quoted name. */
const SURE: Readonly<Record<',' | '.', (name: string) => string>> = {
  ',': (name) =>
    `contains(${name}, ',') AND regexp_matches(${name}, ',([0-9]{1,2}|[0-9]{4,})$|\\..*,|^-?(0|[0-9]{4,}),')`,
  '.': (name) =>
    `contains(${name}, '.') AND regexp_matches(${name}, '\\.([0-9]{1,2}|[0-9]{4,})$|,.*\\.|^-?(0|[0-9]{4,})\\.')`,
};

/** The decimal mark that the values of every number column speak for. */
async function columnMarks(
  store: Store,
  table: string,
  deliveryId: number,
  fields: readonly string[],
  absent: Scan['absentMarks'],
): Promise<ReadonlyMap<string, ',' | '.' | null>> {
  if (fields.length === 0) return new Map();
  const from = `FROM landing.${table} WHERE delivery_id = ${deliveryId}`;
  const holdsSql = (field: string, mark: ',' | '.', name: string): string =>
    absent.includes(mark)
      ? `bool_or(false) AS ${name}`
      : `bool_or(contains(${quotedName(field)}, '${mark}')) AS ${name}`;
  const holds = fields.flatMap((field, index) => [
    holdsSql(field, ',', `comma_${index}`),
    holdsSql(field, '.', `point_${index}`),
  ]);
  const [row = {}] = await store.rows<Record<string, boolean | null>>(`SELECT ${holds.join(', ')} ${from}`);
  const isSure = async (field: string, mark: ',' | '.', isHeld: boolean): Promise<number> =>
    isHeld ? (await store.rows(`SELECT 1 AS found ${from} AND ${SURE[mark](quotedName(field))} LIMIT 1`)).length : 0;
  const decided = new Map<string, ',' | '.' | null>();
  for (const [index, field] of fields.entries()) {
    const comma = await isSure(field, ',', row[`comma_${index}`] === true);
    const point = await isSure(field, '.', row[`point_${index}`] === true);
    decided.set(field, decidedMark({ comma, point, open: 0 }));
  }
  return decided;
}

/**
 * Lets DuckDB read a scan into `landing.<input>`, columns of the contract only, all as text. Throws what DuckDB throws when
 * the file is not as its head promised; nothing has then been landed.
 */
export async function landScan(
  store: Store,
  scan: Scan,
  index: HeaderIndex,
  settings: FileSettings | undefined,
  deliveryId: number,
): Promise<ScanLanding> {
  const { input } = index;
  const table = quotedName(input.name);
  const { columns, twice, missing } = matchColumns(scan.headers, index, settings?.columns);
  const values = input.schema.fields.map(({ name }) => {
    const column = columns.find(({ field }) => field === name);
    const constant = settings?.constants?.[name];
    if (column !== undefined) return scan.isText ? `c${column.position}` : `coalesce(c${column.position}::VARCHAR, '')`;
    return constant === undefined ? 'NULL' : literal(String(constant));
  });
  const sql = `INSERT INTO landing.${table} SELECT ${deliveryId}, ${[scan.row, ...values].join(', ')} FROM ${scan.source}`;
  const inserted = (await store.connection.run(sql)).rowsChanged;
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
