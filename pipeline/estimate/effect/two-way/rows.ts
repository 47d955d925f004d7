import { denseCodes } from './codes.ts';

/** Rows of a panel in long form; all arrays have one element a row. */
export interface TwoWayRows {
  readonly unit: ArrayLike<number>;
  /** Left out: unit effects only. */
  readonly period?: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** Rows that take part in a regression, and how many do not. */
export interface UsableRows {
  readonly rows: Int32Array;
  /** Outcome, regressor or weight is not a finite number, or the weight is not above 0. */
  readonly incomplete: number;
  /** Rows that are alone in their unit or period: they fit themselves and say nothing. */
  readonly singletons: number;
}

/** Takes out incomplete rows, then singletons, again and again until none is left. */
export function usableRows(
  { unit, period, outcome, weights }: TwoWayRows,
  regressors: readonly ArrayLike<number>[],
  dropSingletons: boolean,
): UsableRows {
  const found = new Int32Array(outcome.length);
  let complete = 0;
  for (let row = 0; row < outcome.length; row++) {
    let isComplete = Number.isFinite(outcome[row] as number);
    if (weights !== undefined) isComplete &&= (weights[row] as number) > 0 && Number.isFinite(weights[row] as number);
    for (const column of regressors) isComplete &&= Number.isFinite(column[row] as number);
    if (isComplete) found[complete++] = row;
  }
  const rows = found.subarray(0, complete);
  const kept = dropSingletons ? withoutSingletons(rows, period === undefined ? [unit] : [unit, period]) : rows;
  return { rows: kept, incomplete: outcome.length - complete, singletons: complete - kept.length };
}

/** Rows that are alone in their unit leave, then those alone in their period, until nobody has to. */
function withoutSingletons(complete: Int32Array, effects: readonly ArrayLike<number>[]): Int32Array {
  const coded = effects.map((codes) => denseCodes(codes));
  let rows = complete;
  for (let before = -1; before !== rows.length; ) {
    before = rows.length;
    for (const { codes, count } of coded) {
      const sizes = new Int32Array(count);
      for (let k = 0; k < rows.length; k++) {
        const code = codes[rows[k] as number] as number;
        sizes[code] = (sizes[code] as number) + 1;
      }
      if (!sizes.includes(1)) continue;
      rows = rows.filter((row) => (sizes[codes[row] as number] as number) > 1);
    }
  }
  return rows;
}

/** Elements of a column at the given rows. */
export function gather(column: ArrayLike<number>, rows: Int32Array): Float64Array {
  const part = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) part[k] = column[rows[k] as number] as number;
  return part;
}
