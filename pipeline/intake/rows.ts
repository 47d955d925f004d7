import type { FindingCollector } from './collector.ts';
import { filledCount, isTotalRow, looksLikeValue, reach, repeatsHeader, sharesNames } from './layout/cells.ts';
import type { Layout } from './layout/layout.ts';
import type { RowKind, RowSink, TableRow } from './table.ts';

/** Rows that wait at the most. Nobody writes more lines of notes below a table; what is longer is the table. */
const MOST_HELD = 10_000;

/**
 * Says of every row below a header what it is, and reports what departs from the header's width. Rows go to the sink in
 * the order in which they came; those that fill one cell only wait until it is known whether a full row follows.
 */
export class RowSorter {
  readonly #layout: Layout;
  readonly #sink: RowSink;
  readonly #found: FindingCollector;
  /** Whether the header names columns; one that looks like data may well be data, and so may its like. */
  readonly #hasNames: boolean;
  #held: TableRow[] = [];
  /** Whether more rows had to wait than can be notes. */
  #isLong = false;
  #emptyRows = 0;
  #lastGap = -1;
  #isSecondTable = false;

  constructor(layout: Layout, sink: RowSink, found: FindingCollector) {
    this.#layout = layout;
    this.#sink = sink;
    this.#found = found;
    this.#hasNames = !layout.findings.some(({ code }) => code === 'HEADER_LIKE_DATA');
  }

  /** A line or row without anything in it, before `row`. */
  gap(row: number): void {
    this.#lastGap = row;
  }

  take(row: number, cells: readonly string[]): void {
    const { headers } = this.#layout;
    const filled = filledCount(cells);
    if (filled === 0 && headers.length > 1) {
      this.#emptyRows += 1;
      this.#lastGap = row;
      if (this.#held.length === 0) this.#sink.row({ row, cells, kind: 'empty' });
      else this.#hold({ row, cells, kind: 'empty' });
    } else if (headers.length >= 3 && filled === 1 && (cells[0] as string).trim() !== '') {
      this.#hold({ row, cells, kind: 'data' });
    } else if (this.#hasNames && repeatsHeader(cells, headers) && !this.wouldStartTable(row, cells)) {
      this.#release('data');
      this.#found.add({ code: 'HEADER_REPEATED', severity: 'warning', row });
      this.#sink.row({ row, cells, kind: 'header' });
    } else {
      this.#release('data');
      this.#sink.row({ row, cells, kind: this.#kindOf(row, cells) });
    }
  }

  /** A row that was mended or could not be read: its kind is known. */
  pass(row: TableRow): void {
    this.#release('data');
    this.#sink.row(row);
  }

  /** Whether a row would begin another table: naming columns after a gap, or the same columns and more or fewer. */
  wouldStartTable(row: number, cells: readonly string[]): boolean {
    const { headers } = this.#layout;
    if (this.#hasNames && reach(cells) !== reach(headers) && sharesNames(cells, headers)) return true;
    return (
      this.#lastGap === row - 1 &&
      reach(cells) >= 2 &&
      reach(cells) !== headers.length &&
      cells.slice(0, reach(cells)).every((cell) => cell.trim() !== '' && !looksLikeValue(cell))
    );
  }

  end(): void {
    this.#release(this.#isLong ? 'data' : 'note');
    if (this.#emptyRows > 0)
      this.#found.add({ code: 'ROWS_EMPTY', severity: 'info', params: { count: this.#emptyRows } });
  }

  #kindOf(row: number, cells: readonly string[]): RowKind {
    const expected = this.#layout.headers.length;
    if (this.wouldStartTable(row, cells)) {
      this.#isSecondTable = true;
      this.#found.add({ code: 'SECOND_TABLE', severity: 'error', row, column: 1, params: { cells: reach(cells) } });
    }
    if (this.#isSecondTable) return 'second_table';
    if (isTotalRow(cells)) {
      this.#found.add({ code: 'TOTAL_ROW', severity: 'info', row, column: 1 });
      return 'total';
    }
    this.#reportShort(row, cells.length);
    if (cells.length <= expected) return 'data';
    if (this.#layout.isSparse) {
      this.#found.add({ code: 'CELLS_BESIDE', severity: 'warning', row, column: expected + 1 });
      return 'data';
    }
    const isShifted = reach(cells) > expected;
    // An empty cell inside may be a delimiter too many as well, unless all rows end so.
    const couldBeShifted =
      cells.length !== this.#layout.usualCells && filledCount(cells.slice(0, expected)) < reach(cells);
    this.#found.add({
      code: isShifted ? 'ROW_LONG' : 'ROW_TRAILING',
      severity: isShifted ? 'error' : couldBeShifted ? 'warning' : 'info',
      row,
      column: expected + 1,
      params: { cells: cells.length, expected },
    });
    return isShifted ? 'long' : 'data';
  }

  #reportShort(row: number, width: number): void {
    const { headers } = this.#layout;
    if (width >= headers.length || this.#layout.isSparse || width === this.#layout.usualCells) return;
    this.#found.add({
      code: 'ROW_SHORT',
      severity: 'warning',
      row,
      column: width + 1,
      header: headers[width] as string,
      params: { cells: width, expected: headers.length },
    });
  }

  #hold(row: TableRow): void {
    this.#held.push(row);
    if (this.#held.length <= MOST_HELD) return;
    this.#isLong = true;
    this.#release('data');
  }

  #release(kind: 'data' | 'note'): void {
    if (this.#held.length === 0) return;
    const held = this.#held;
    this.#held = [];
    for (const row of held) {
      if (row.kind === 'empty') {
        this.#sink.row(row);
        continue;
      }
      const isTotal = isTotalRow(row.cells);
      if (isTotal) this.#found.add({ code: 'TOTAL_ROW', severity: 'info', row: row.row, column: 1 });
      else if (kind === 'data') this.#reportShort(row.row, row.cells.length);
      else this.#found.add({ code: 'NOTE_ROW', severity: 'warning', row: row.row, column: 1 });
      this.#sink.row({ ...row, kind: isTotal ? 'total' : this.#isSecondTable ? 'second_table' : kind });
    }
  }
}
