import type { Finding } from '../../contract/finding.ts';
import { NUMBER_KINDS } from '../../contract/number-kinds.ts';
import { identifier } from '../../store/quote.ts';
import { inTransaction, type Store } from '../../store/store.ts';
import { type ColumnMatch, matchColumns } from '../recognise/match.ts';
import { columnFindings } from './columns.ts';
import { UNORDERLY } from './orderly.ts';
import { UNPACKABLE } from './packing.ts';
import type { Target } from './read-delivery.ts';
import type { Scan } from './scan.ts';
import { scannedTexts } from './scan-facts.ts';
import { columnMarks } from './scan-marks.ts';
import { scannedColumns, scanStatement } from './scan-statement.ts';
import { suggestionFindings } from './suggestions.ts';
import type { LandingWriter } from './write.ts';

/** What landing a scan came to. */
export interface ScanLanding {
  readonly columns: readonly (ColumnMatch & { readonly mark: ',' | '.' | null })[];
  readonly decimalMark: ',' | '.' | null;
  readonly rows: number;
  /** The different texts in the columns of codes and of the cluster, by field. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly findings: readonly Finding[];
}

/**
 * Lets DuckDB read a scan into `landing.<input>`, columns of the contract only, all as text or packed so that the text is given
 * back. Throws what DuckDB throws when the file is not as its head promised, or comes out with another number of rows; UNORDERLY
 * when it must be read with care; UNPACKABLE when a text further down cannot be packed as its column is. Its transaction must
 * then be undone.
 */
async function landScan(
  store: Store,
  writer: LandingWriter,
  scan: Scan,
  { index, settings }: Target,
  path: string,
  deliveryId: number,
  mayPack: boolean,
): Promise<ScanLanding> {
  const { input } = index;
  const table = identifier(input.name);
  const { columns, twice, missing } = matchColumns(scan.headers, index, settings?.columns);
  const scanned = scannedColumns(scan, input, columns, settings, mayPack);
  const packings = new Map(
    (await writer.fit(input, scanned)).flatMap(({ field, packing }) => (packing === null ? [] : [[field, packing]])),
  );
  const sql = scanStatement(scan, input, columns, scanned, packings, deliveryId);
  const inserted = (await store.connection.run(sql)).rowsChanged;
  if (scan.expectedRows !== null && scan.expectedRows !== inserted)
    throw new Error(`The file has ${scan.expectedRows} rows, but ${inserted} came out.`);
  const numbers = columns.filter(
    ({ field, position }) =>
      field !== null &&
      scan.knownMarks[position - 1] === null &&
      !packings.has(field) &&
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
    texts: await scannedTexts(store, input, columns, deliveryId),
    findings: [
      ...columnFindings(scan.headerRow, columns, twice, missing, settings),
      ...suggestionFindings(scan.head, columns, input, settings, path),
    ],
  };
}

/**
 * Lets DuckDB read a scan for every input that it feeds, in one transaction: all of them are landed, or none, and why. Deliveries
 * are numbered from `first` on. Columns are packed where all of their texts can be given back.
 */
export async function landTargets(
  store: Store,
  writer: LandingWriter,
  scan: Scan,
  targets: readonly Target[],
  path: string,
  first: number,
): Promise<readonly ScanLanding[] | Error> {
  const attempt = (mayPack: boolean): Promise<readonly ScanLanding[] | Error> =>
    inTransaction(store, async () => {
      const landed: ScanLanding[] = [];
      for (const target of targets)
        landed.push(await landScan(store, writer, scan, target, path, first + landed.length, mayPack));
      return landed;
    }).catch((error: Error) => error);
  const packed = await attempt(true);
  return packed instanceof Error && packed.message.includes(UNPACKABLE) ? attempt(false) : packed;
}
