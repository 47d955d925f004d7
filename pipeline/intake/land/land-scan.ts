import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import { type LandingColumn, writtenColumn } from '../../store/landing-table.ts';
import type { Store } from '../../store/store.ts';
import { NUMBER_KINDS } from '../recognise/decimal.ts';
import { type ColumnMatch, type HeaderIndex, matchColumns } from '../recognise/match.ts';
import { columnFindings } from './columns.ts';
import { orderlyId, UNORDERLY } from './orderly.ts';
import { type PackedSql, packedSql, packingOf } from './packing.ts';
import { quotedName, type Scan } from './scan.ts';
import { columnMarks } from './scan-marks.ts';
import type { LandingWriter } from './write.ts';

/** What landing a scan came to. */
export interface ScanLanding {
  readonly columns: readonly (ColumnMatch & { readonly mark: ',' | '.' | null })[];
  readonly decimalMark: ',' | '.' | null;
  readonly rows: number;
  readonly findings: readonly Finding[];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

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

/** A column of the landing table, and what a statement writes to it. */
interface WrittenColumn extends LandingColumn {
  readonly text: string;
  readonly packed: PackedSql | null;
}

/** The columns that a scan fills: those of the file, packed where they may be, and the constants of `drop.yaml`. */
function writtenColumns(
  scan: Scan,
  { input }: HeaderIndex,
  columns: readonly ColumnMatch[],
  settings: FileSettings | undefined,
  mayPack: boolean,
): readonly WrittenColumn[] {
  const given = settings?.decimal_mark;
  return input.schema.fields.flatMap((field): WrittenColumn[] => {
    const column = columns.find((one) => one.field === field.name);
    const constant = settings?.constants?.[field.name];
    if (column === undefined)
      return constant === undefined
        ? []
        : [{ field: field.name, packing: null, text: literal(String(constant)), packed: null }];
    const source = `c${column.position}`;
    const form = scan.forms[column.position - 1] ?? null;
    const isOtherMark = form?.kind === 'number' && form.scale > 0 && given !== undefined && given !== form.mark;
    const packing = mayPack && !isOtherMark ? packingOf(field, form) : null;
    return [
      {
        field: field.name,
        packing,
        text: scan.isText ? source : `coalesce(${source}::VARCHAR, '')`,
        packed: packing === null ? null : packedSql(source, packing, scan.isText),
      },
    ];
  });
}

/**
 * Lets DuckDB read a scan into `landing.<input>`, columns of the contract only, all as text or packed so that the text is given
 * back. Throws what DuckDB throws when the file is not as its head promised, or comes out with another number of rows; UNORDERLY
 * when it must be read with care; UNPACKABLE when a text further down cannot be packed as its column is. Its transaction must
 * then be undone.
 */
export async function landScan(
  store: Store,
  writer: LandingWriter,
  scan: Scan,
  index: HeaderIndex,
  settings: FileSettings | undefined,
  deliveryId: number,
  mayPack: boolean,
): Promise<ScanLanding> {
  const { input } = index;
  const table = quotedName(input.name);
  const { columns, twice, missing } = matchColumns(scan.headers, index, settings?.columns);
  const wanted = writtenColumns(scan, index, columns, settings, mayPack);
  const written = await writer.fit(input, wanted);
  const packings = new Map(written.map(({ field, packing }) => [field, packing]));
  const isPacked = (position: number): boolean =>
    columns.some((column) => column.position === position && (packings.get(column.field ?? '') ?? null) !== null);
  const steps = wanted.map(({ field, text, packed }, at) =>
    packed === null || packings.get(field) === null
      ? { value: text }
      : {
          plain: `${packed.plain} AS plain${at}`,
          cast: `${packed.valueOf(`plain${at}`)} AS value${at}`,
          value: packed.checked(`plain${at}`, `value${at}`),
        },
  );
  const list = (parts: readonly (string | undefined)[]): string =>
    parts.flatMap((part) => (part === undefined ? [] : [part])).join(', ');
  const plain = `SELECT ${list(['*', ...steps.map((step) => step.plain)])} FROM ${scan.source}`;
  const cast = `SELECT ${list(['*', ...steps.map((step) => step.cast)])} FROM (${plain})`;
  const names = ['delivery_id', 'source_row', ...written.map(writtenColumn)];
  const sql = `INSERT INTO landing.${table} (${names.join(', ')})
    SELECT ${[orderlyId(deliveryId, input, columns, scan, isPacked), scan.row ?? 'NULL', ...steps.map(({ value }) => value)].join(', ')} FROM (${cast})`;
  const inserted = (await store.connection.run(sql)).rowsChanged;
  if (scan.expectedRows !== null && scan.expectedRows !== inserted)
    throw new Error(`The file has ${scan.expectedRows} rows, but ${inserted} came out.`);
  if (scan.row === null) await numberRows(store, table, deliveryId);
  const numbers = columns.filter(
    ({ field, position }) =>
      field !== null &&
      scan.knownMarks[position - 1] === null &&
      packings.get(field) === null &&
      NUMBER_KINDS.has(input.schema.fields.find(({ name }) => name === field)?.kind ?? ''),
  );
  const decided = await columnMarks(
    store,
    table,
    deliveryId,
    numbers.map(({ field }) => field as string),
    scan.absentSigns,
  );
  if (settings?.decimal_mark === undefined && [...decided.values()].includes('unclear')) throw new Error(UNORDERLY);
  const markOf = (field: string | null): ',' | '.' | null => {
    const mark = decided.get(field ?? '') ?? null;
    return mark === 'unclear' ? null : mark;
  };
  const packedMark = (field: string | null): ',' | '.' | null => {
    const packing = packings.get(field ?? '');
    return packing?.sqlType.startsWith('DECIMAL') ? packing.mark : null;
  };
  const marked = columns.map((column) => ({
    ...column,
    mark:
      settings?.decimal_mark ??
      scan.knownMarks[column.position - 1] ??
      packedMark(column.field) ??
      markOf(column.field),
  }));
  const marks = new Set(marked.map(({ mark }) => mark).filter((mark) => mark !== null));
  return {
    columns: marked,
    decimalMark: settings?.decimal_mark ?? (marks.size === 1 ? ([...marks][0] as ',' | '.') : null),
    rows: inserted,
    findings: [...columnFindings(scan.headerRow, columns, twice, missing, settings)],
  };
}
