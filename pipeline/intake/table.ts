import type { Finding } from '../contract/finding.ts';
import type { Layout } from './layout/layout.ts';

/**
 * What a row below the header is. `data` is loaded; `long` has more filled cells than the header and so may be shifted;
 * `total` sums the rows above; `header` repeats the header; `note` is text below the table; `empty` has no filled cell;
 * `broken` could not be cut into cells.
 */
export type RowKind = 'data' | 'long' | 'total' | 'header' | 'note' | 'empty' | 'second_table' | 'broken';

export interface TableRow {
  /** Physical line of the file, or row of the sheet; 1 = first. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly kind: RowKind;
}

/** Receives the rows below the header, in the order of the file. */
export interface RowSink {
  header(layout: Layout): void;
  row(row: TableRow): void;
  /** A line without anything on it. */
  blank?(line: number): void;
}

/** One table of a file or sheet: every cell as text, nothing typed, nothing left out. */
export interface Table {
  readonly sheet: string | null;
  readonly headers: readonly string[];
  /** The lower line of a header on two lines. */
  readonly lowerHeaders?: readonly string[];
  /** Row of the (last) header line; 0 where the table has none. */
  readonly headerRow: number;
  readonly rows: readonly TableRow[];
  /** For workbooks: by column, whether its cells are numbers of the workbook (whose decimal mark is the point). */
  readonly numberColumns?: readonly boolean[];
}

/** How a file was read. */
export interface Reading {
  readonly status: 'ok' | 'partial' | 'rejected';
  readonly format: 'delimited' | 'workbook';
  readonly encoding: string | null;
  readonly encodingReason: string | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  readonly tables: readonly Table[];
  readonly findings: readonly Finding[];
}
