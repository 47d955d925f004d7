import type { Finding } from '../../contract/finding.ts';

/** Lengths told apart, rows kept of each, and findings at most. */
const MOST_LENGTHS = 5000;
const KEPT = 20;
const MOST_FINDINGS = 50;

/** A row is odd when it is more than twice as long as the middle one, where this share is at most half as long again. */
const LONG = 2;
const USUAL = 1.5;
const SHARE = 0.9;

/** Rows below which no length is usual. */
const FEWEST = 6;

/** Names the rows that are much longer than the rest of a table whose rows are of about one length. */
export class LongRows {
  readonly #lengths = new Map<number, { count: number; readonly rows: number[] }>();
  #total = 0;

  take(row: number, cells: readonly string[]): void {
    let length = cells.length;
    for (const cell of cells) length += cell.length;
    this.#total += 1;
    const seen = this.#lengths.get(length);
    if (seen === undefined) {
      if (this.#lengths.size < MOST_LENGTHS) this.#lengths.set(length, { count: 1, rows: [row] });
      return;
    }
    seen.count += 1;
    if (seen.rows.length < KEPT) seen.rows.push(row);
  }

  findings(): Finding[] {
    const lengths = [...this.#lengths].sort(([left], [right]) => left - right);
    let below = 0;
    const middle = lengths.find(([, { count }]) => {
      below += count;
      return below * 2 >= this.#total;
    })?.[0];
    if (middle === undefined || this.#total < FEWEST) return [];
    const usual = lengths.filter(([length]) => length <= middle * USUAL);
    if (usual.reduce((sum, [, { count }]) => sum + count, 0) < SHARE * this.#total && this.#total > 10) return [];
    return lengths
      .filter(([length]) => length > middle * LONG + 4)
      .flatMap(([length, { rows }]) => rows.map((row) => ({ row, length })))
      .slice(0, MOST_FINDINGS)
      .map(({ row, length }) => ({ code: 'ROW_LENGTHY', severity: 'info', row, params: { length, middle } }));
  }
}
