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

/** Counts of values that speak for a comma or a point, of every number column that has any mark. */
async function columnMarks(
  store: Store,
  table: string,
  deliveryId: number,
  fields: readonly string[],
): Promise<ReadonlyMap<string, ',' | '.' | null>> {
  if (fields.length === 0) return new Map();
  const counts = fields.flatMap((field, index) => {
    const name = quotedName(field);
    return [
      `count(*) FILTER (contains(${name}, ',')) AS comma_${index}`,
      `count(*) FILTER (contains(${name}, '.')) AS point_${index}`,
      `count(*) FILTER (contains(${name}, ',') AND regexp_matches(${name}, ',([0-9]{1,2}|[0-9]{4,})$|\\..*,|^-?(0|[0-9]{4,}),')) AS comma_sure_${index}`,
      `count(*) FILTER (contains(${name}, '.') AND regexp_matches(${name}, '\\.([0-9]{1,2}|[0-9]{4,})$|,.*\\.|^-?(0|[0-9]{4,})\\.')) AS point_sure_${index}`,
    ];
  });
  const [row = {}] = await store.rows<Record<string, bigint>>(
    `SELECT ${counts.join(', ')} FROM landing.${table} WHERE delivery_id = ${deliveryId}`,
  );
  return new Map(
    fields.map((field, index) => {
      const count = (name: string): number => Number(row[`${name}_${index}`] ?? 0n);
      return [
        field,
        decidedMark({ comma: count('comma_sure'), point: count('point_sure'), open: count('comma') + count('point') }),
      ];
    }),
  );
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
