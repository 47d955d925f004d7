import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';

/**
 * Violations d of parallel trends, before and after the reference, that satisfy A d <= limit. Rows on periods before alone say
 * nothing of the effect and would cost power; they are left out, as R HonestDiD does.
 */
export interface Restriction {
  readonly a: Matrix;
  readonly limit: Float64Array;
}

/** Rows over all periods, the reference among them; its column goes, as its violation is 0. Rows of zeros go too. */
function restriction(
  rows: readonly Float64Array[],
  limits: readonly number[],
  before: number,
  hasEarly: boolean,
): Restriction {
  const isWanted = (row: Float64Array): boolean =>
    row.some((value, j) => Math.abs(value) > 1e-10 && (hasEarly || j > before));
  const kept = rows.flatMap((row, i) => (isWanted(row) ? [i] : []));
  const columns = (rows[0] as Float64Array).length - 1;
  const a = zeroMatrix(kept.length, columns);
  kept.forEach((i, at) => {
    const row = rows[i] as Float64Array;
    for (let j = 0; j < columns; j++) a.values[at * columns + j] = row[j < before ? j : j + 1] as number;
  });
  return { a, limit: Float64Array.from(kept, (i) => limits[i] as number) };
}

/** Change of the violation between period r and r + 1. */
function firstDifference(periods: number, r: number): Float64Array {
  const row = new Float64Array(periods);
  row[r] = -1;
  row[r + 1] = 1;
  return row;
}

const minus = (a: Float64Array, b: Float64Array, factor: number): Float64Array =>
  a.map((value, j) => value - factor * (b[j] as number));

/**
 * Relative magnitudes (Rambachan and Roth 2023): no change after the reference is larger than `mbar` times the largest
 * change before it. That is a union: one restriction for each change before that may be the largest, with either sign.
 */
export function relativeMagnitudes(before: number, after: number, mbar: number): Restriction[] {
  const periods = before + after + 1;
  const changes = Array.from({ length: periods - 1 }, (_, r) => firstDifference(periods, r));
  return changes.slice(0, before).flatMap((largest) =>
    [1, -1].map((sign) => {
      const rows = [1, -1].flatMap((side) =>
        changes.map((change, r) =>
          minus(
            change.map((value) => side * value),
            largest,
            sign * (r < before ? 1 : mbar),
          ),
        ),
      );
      return restriction(
        rows,
        rows.map(() => 0),
        before,
        false,
      );
    }),
  );
}

/**
 * Smoothness: the slope of the violation changes by at most `bound` from one period to the next. With one period after the
 * reference R keeps the rows before it, so that estimates before can contradict the bound.
 */
export function smoothness(before: number, after: number, bound: number): Restriction {
  const periods = before + after + 1;
  const rows = [1, -1].flatMap((side) =>
    Array.from({ length: periods - 2 }, (_, r) => {
      const row = new Float64Array(periods);
      row.set([side, -2 * side, side], r);
      return row;
    }),
  );
  return restriction(
    rows,
    rows.map(() => bound),
    before,
    after === 1,
  );
}
