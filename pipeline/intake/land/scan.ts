import { isUtf8 } from 'node:buffer';
import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { detectDialect } from '../csv/detect.ts';
import { type CsvRecord, Tokenizer } from '../csv/tokenize.ts';
import { findLayout } from '../layout/layout.ts';
import type { Table } from '../table.ts';
import { type ColumnForm, formOf, formOfType } from './packing.ts';
import { plainLines } from './plain-lines.ts';

/** A large file that a machine wrote: DuckDB reads it itself, every option stated, every column as text. */
export interface Scan {
  readonly headers: readonly string[];
  readonly headerRow: number;
  /** Table function call that gives columns c1, c2 ... as they stand. */
  readonly source: string;
  /** Expression for the row number in the file; null where rows carry none and come in the order of the file, from row 2 on. */
  readonly row: string | null;
  /** By column: the decimal mark where the file's own type tells it. */
  readonly knownMarks: readonly ('.' | null)[];
  /** By column: the form of its numbers or dates, in the head of a text, by the type else; null where it has none. */
  readonly forms: readonly (ColumnForm | null)[];
  /** Signs that stand nowhere below the header; known beforehand for text. */
  readonly absentSigns: readonly (',' | '.' | '@')[];
  /** Whether the columns are texts already. */
  readonly isText: boolean;
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly quote: string | null;
  /** The first rows, in which suggestions for unknown columns are looked for. */
  readonly head: Table;
  /** Rows that must come out; known beforehand for text. */
  readonly expectedRows: number | null;
  readonly findings: readonly Finding[];
}

/** Bytes above which a clean text file is given to DuckDB. */
const SCAN_FROM_BYTES = 4_000_000;
const HEAD_BYTES = 100_000;
const HEAD_ROWS = 1000;

export const isParquet = (bytes: Uint8Array): boolean =>
  bytes.length > 12 && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1';

const NUMBER_TYPES = /^(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+INT|FLOAT|DOUBLE|DECIMAL)/;

/** A Parquet file as a scan; an error where DuckDB cannot read it. */
export async function scanParquet(store: Store, path: string): Promise<Scan | Error> {
  // What the names of folders say (`year=2013`) is no column of the file.
  const source = `read_parquet(${literal(path)}, file_row_number = true, hive_partitioning = false)`;
  const described = await store
    .rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${source}`)
    .catch((error: Error) => error);
  if (described instanceof Error) return described;
  const columns = described.filter(({ column_name }) => column_name !== 'file_row_number');
  const names = columns.map(({ column_name }, index) => `${identifier(column_name)} AS c${index + 1}`);
  const row = '(file_row_number + 1)::INTEGER';
  const cells = `(SELECT file_row_number, ${names.join(', ')} FROM ${source})`;
  const headers = columns.map(({ column_name }) => column_name);
  const head = await readCellsOf(store, { headers, source: `(FROM ${cells} LIMIT ${HEAD_ROWS})`, row }).catch(
    (error: Error) => error,
  );
  if (head instanceof Error) return head;
  return {
    headers,
    headerRow: 0,
    head,
    source: cells,
    row,
    knownMarks: columns.map(({ column_type }) => (NUMBER_TYPES.test(column_type) ? '.' : null)),
    forms: columns.map(({ column_type }) => formOfType(column_type)),
    absentSigns: [],
    isText: false,
    encoding: 'utf-8',
    delimiter: null,
    quote: null,
    expectedRows: null,
    findings: [{ code: 'FORMAT_PARQUET', severity: 'info' }],
  };
}

/** Beginnings of signs that the careful reader changes or reports: letters made of two, spoiled and lost ones. */
const ODD_SIGNS = [[0xcc], [0xc3, 0x83], [0xc3, 0xa2, 0xe2, 0x82, 0xac], [0xef, 0xbf, 0xbd]].map((signs) =>
  Buffer.from(signs),
);

/** Whether a text may hold signs that the careful reader changes or reports; control characters of latin-1 are among them. */
const mayHoldOddSigns = (bytes: Buffer): boolean => {
  for (let at = bytes.indexOf(0xc2); at !== -1; at = bytes.indexOf(0xc2, at + 1))
    if ((bytes[at + 1] as number) < 0xa0) return true;
  return ODD_SIGNS.some((signs) => bytes.includes(signs));
};

/**
 * A large text file as a scan, or undefined where anything about it is not as a machine writes it: then the careful reader
 * takes it. It must be UTF-8 without mark, begin with its header, and its first records must all have the same width; `drop.yaml`
 * must not say otherwise.
 */
export function scanText(bytes: Buffer, path: string, settings: FileSettings | undefined): Scan | undefined {
  if (bytes.length < SCAN_FROM_BYTES || bytes[0] === 0xef || !isUtf8(bytes)) return undefined;
  if (settings?.encoding !== undefined || (settings?.header_row ?? 1) !== 1) return undefined;
  if (mayHoldOddSigns(bytes)) return undefined;
  const end = bytes.lastIndexOf(0x0a, HEAD_BYTES);
  if (end === -1) return undefined;
  const opening = bytes.toString('utf8', 0, end + 1);
  const { dialect, agreement, rival } = detectDialect(opening, {
    ...(settings?.delimiter === undefined ? {} : { delimiter: settings.delimiter }),
    ...(settings?.quote === undefined ? {} : { quote: settings.quote }),
  });
  if (agreement < 1 || rival !== undefined || dialect.delimiter.length !== 1 || dialect.escape === '\\')
    return undefined;
  const records: CsvRecord[] = [];
  const tokenizer = new Tokenizer(opening, dialect);
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) records.push(record);
  if (records.some(({ faults, cells }) => faults.length > 0 || cells.length !== records[0]?.cells.length))
    return undefined;
  const layout = findLayout(records.map(({ line, cells }) => ({ row: line, cells })));
  if (layout.headerRow !== 1 || layout.findings.length > 0) return undefined;
  const lines = layout.headers.length < 2 ? undefined : plainLines(bytes, dialect, layout.headers.length);
  if (lines === undefined) return undefined;
  const columns = layout.headers.map((_, index) => `'c${index + 1}': 'VARCHAR'`);
  const options = [
    'auto_detect = false',
    'header = false',
    'skip = 1',
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `new_line = ${literal(opening.includes('\r\n') ? '\\r\\n' : '\\n')}`,
    'strict_mode = true',
    // No text is NULL: an empty cell stays an empty text, as the careful reader lands it. No cell holds a control character.
    `nullstr = ${literal('\u0001')}`,
    'null_padding = false',
    'ignore_errors = false',
    `columns = {${columns.join(', ')}}`,
  ];
  const head: Table = {
    sheet: null,
    headers: layout.headers,
    headerRow: 1,
    rows: records.slice(1, HEAD_ROWS).map(({ line, cells }) => ({ row: line, cells, kind: 'data' })),
  };
  return {
    headers: layout.headers,
    headerRow: 1,
    head,
    source: `read_csv(${literal(path)}, ${options.join(', ')})`,
    row: null,
    knownMarks: layout.headers.map(() => null),
    forms: layout.headers.map((_, index) => formOf(records.slice(1).map(({ cells }) => cells[index] ?? ''))),
    absentSigns: ([',', '.', '@'] as const).filter((sign) => !bytes.includes(sign, bytes.indexOf(0x0a))),
    isText: true,
    encoding: 'utf-8',
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    expectedRows: lines - 1,
    findings: [
      {
        code: 'DIALECT',
        severity: 'info',
        params: {
          delimiter: dialect.delimiter,
          quote: dialect.quote,
          escape: dialect.escape,
          share: 100,
          width: layout.headers.length,
          header_row: layout.headerRow,
        },
      },
    ],
  };
}

type Source = Pick<Scan, 'headers' | 'source'> & { readonly row: string };

/** The cells of a Parquet file as texts. */
async function readCellsOf(store: Store, { headers, source, row }: Source): Promise<Table> {
  const cells = headers.map((_, index) => `coalesce(c${index + 1}::VARCHAR, '') AS c${index + 1}`);
  const columns = await store.columns(`SELECT ${row} AS source_row, ${cells.join(', ')} FROM ${source}`);
  const { source_row: numbers = [] } = columns;
  const rows = numbers.map((number, at) => ({
    row: Number(number),
    cells: headers.map((_, index) => String(columns[`c${index + 1}`]?.[at] ?? '')),
    kind: 'data' as const,
  }));
  return { sheet: null, headers, headerRow: 0, rows };
}

/** A Parquet file as a table in memory, for inputs whose cells must be looked at one by one. */
export async function scanTable(store: Store, { headers, source, row, knownMarks }: Scan): Promise<Table> {
  const table = await readCellsOf(store, { headers, source, row: row ?? 'NULL' });
  return { ...table, numberColumns: knownMarks.map((mark) => mark === '.') };
}
