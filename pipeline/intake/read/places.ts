import type { Finding } from '../../contract/finding.ts';
import type { Layout } from '../layout/layout.ts';
import type { TableRow } from '../table.ts';

/** Findings of a whole line that are about letters beyond ASCII. */
const OF_LETTERS: ReadonlySet<string> = new Set(['ENCODING_ASSUMED', 'ENCODING_MIXED']);

/** Cells of one row, and rows of one kind, that are named one by one. */
const MOST_CELLS = 100;
const MOST_ROWS = 1000;

const HOLDS_DATA: ReadonlySet<TableRow['kind']> = new Set(['data', 'total']);

const beyondAscii = /[^\0-\u007f]/;

const from = (first: number, last: number): number[] =>
  Array.from({ length: Math.min(MOST_CELLS, Math.max(0, last - first + 1)) }, (_, index) => first + index);

const at = (code: string, row: number, column?: number): Finding => ({
  code,
  severity: 'info',
  row,
  ...(column === undefined ? {} : { column }),
});

interface RowWidth {
  readonly row: number;
  readonly cells: number;
}

/** Names the lines and cells that a finding of a whole file or row is about, so that each can be pointed at. */
export class CellPlaces {
  readonly #lines: ReadonlySet<number | undefined>;
  readonly #letters = new Map<number, { readonly column: number; readonly value: string }[]>();
  readonly #uneven: RowWidth[] = [];
  readonly #broken: RowWidth[] = [];
  readonly #empty: Finding[] = [];
  #expected = 0;

  constructor(ofText: readonly Finding[]) {
    this.#lines = new Set(ofText.filter(({ code }) => OF_LETTERS.has(code)).map(({ row }) => row));
  }

  header({ headers, headerRow }: Layout): void {
    this.#expected = headers.length;
    this.#noteLetters(headerRow, headers);
  }

  /** Sees a row of the file; its `row` is the first physical line. */
  take({ row, cells, kind }: TableRow): void {
    this.#noteLetters(row, cells);
    if (kind === 'empty') this.#noteEmpty('ROW_EMPTY', row);
    const isShort = cells.length < this.#expected && HOLDS_DATA.has(kind);
    const isLong = cells.length > this.#expected && kind === 'long';
    if (kind === 'broken' && this.#broken.length < MOST_ROWS) this.#broken.push({ row, cells: cells.length });
    if ((isShort || isLong) && this.#uneven.length < MOST_ROWS) this.#uneven.push({ row, cells: cells.length });
  }

  blank(line: number): void {
    this.#noteEmpty('LINE_BLANK', line);
  }

  /** The findings, those of letters at their cells, with one for every line and cell that others leave unnamed. */
  located(findings: readonly Finding[]): Finding[] {
    const rowsOf = (code: string): ReadonlySet<number | undefined> =>
      new Set(findings.filter((finding) => finding.code === code).map(({ row }) => row));
    const isShort = rowsOf('ROW_SHORT');
    const isCut = rowsOf('ROW_BROKEN');
    return [
      ...findings.flatMap((finding) => [...this.#lettersOf(finding), ...linesAbove(finding)]),
      ...this.#uneven.flatMap((width) => this.#cellsOf(width, isShort.has(width.row))),
      ...this.#broken.flatMap((width) =>
        isCut.has(width.row) ? this.#cellsOf(width, false) : [at('LINE_UNREAD', width.row)],
      ),
      ...this.#empty,
    ];
  }

  /** The cells that a row lacks or has too many of; the first that it lacks may be named already. */
  #cellsOf({ row, cells }: RowWidth, isFirstNamed: boolean): Finding[] {
    return [
      ...(cells < this.#expected ? [at('CELL_LAST', row, cells)] : []),
      ...from(cells + (isFirstNamed ? 2 : 1), this.#expected).map((column) => at('CELL_MISSING', row, column)),
      ...from(this.#expected + 1, cells).map((column) => at('CELL_EXTRA', row, column)),
    ];
  }

  #lettersOf(finding: Finding): Finding[] {
    const { code, row } = finding;
    const letters = OF_LETTERS.has(code) && row !== undefined ? (this.#letters.get(row) ?? []) : [];
    return letters.length === 0
      ? [finding]
      : letters.map(({ column, value }) => ({ ...finding, column, value: value.slice(0, 200) }));
  }

  #noteLetters(row: number, cells: readonly string[]): void {
    if (!this.#lines.has(row)) return;
    const found = cells.flatMap((value, index) => (beyondAscii.test(value) ? [{ column: index + 1, value }] : []));
    this.#letters.set(row, found.slice(0, MOST_CELLS));
  }

  #noteEmpty(code: string, row: number): void {
    if (this.#empty.length < MOST_ROWS) this.#empty.push(at(code, row));
  }
}

/** The lines that a preamble stands on. */
function linesAbove({ code, row, params = {} }: Finding): Finding[] {
  if (code !== 'PREAMBLE' || row === undefined) return [];
  const headerRow = Number(params.header_row);
  const last = headerRow > 0 ? headerRow - 1 : row + Number(params.rows) - 1;
  return from(row, last).map((line) => at('LINE_ABOVE', line));
}
