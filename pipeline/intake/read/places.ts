import type { Finding } from '../../contract/finding.ts';

/** Findings of a whole line that are about letters beyond ASCII. */
const OF_LETTERS: ReadonlySet<string> = new Set(['ENCODING_ASSUMED', 'ENCODING_MIXED']);

/** Cells of one row that are named one by one. */
const MOST_CELLS = 100;

const beyondAscii = /[^\0-\u007f]/;

const from = (first: number, last: number): number[] =>
  Array.from({ length: Math.min(MOST_CELLS, Math.max(0, last - first + 1)) }, (_, index) => first + index);

/** Names the cells that a finding of a whole row is about, so that each can be pointed at. */
export class CellPlaces {
  readonly #lines: ReadonlySet<number | undefined>;
  readonly #letters = new Map<number, { readonly column: number; readonly value: string }[]>();

  constructor(ofText: readonly Finding[]) {
    this.#lines = new Set(ofText.filter(({ code }) => OF_LETTERS.has(code)).map(({ row }) => row));
  }

  /** Sees a row of the file; `row` is its first physical line. */
  take(row: number, cells: readonly string[]): void {
    if (!this.#lines.has(row)) return;
    const found = cells.flatMap((value, index) => (beyondAscii.test(value) ? [{ column: index + 1, value }] : []));
    this.#letters.set(row, found.slice(0, MOST_CELLS));
  }

  /** The findings, those of letters at their cells, and those of short and long rows with one for every cell concerned. */
  located(findings: readonly Finding[]): Finding[] {
    return findings.flatMap((finding) => {
      const { code, row, params = {} } = finding;
      const letters = OF_LETTERS.has(code) && row !== undefined ? (this.#letters.get(row) ?? []) : [];
      if (letters.length > 0)
        return letters.map(({ column, value }) => ({ ...finding, column, value: value.slice(0, 200) }));
      const cells = Number(params.cells);
      const expected = Number(params.expected);
      if (code !== 'ROW_SHORT' && code !== 'ROW_LONG' && code !== 'ROW_BROKEN') return [finding];
      return [
        finding,
        ...(cells < expected ? [this.#cell(row, 'CELL_LAST', cells)] : []),
        ...from(cells + 2, expected).map((column) => this.#cell(row, 'CELL_MISSING', column)),
        ...from(expected + 1, cells).map((column) => this.#cell(row, 'CELL_EXTRA', column)),
      ];
    });
  }

  #cell(row: number | undefined, code: string, column: number): Finding {
    return { code, severity: 'info', ...(row === undefined ? {} : { row }), column };
  }
}
