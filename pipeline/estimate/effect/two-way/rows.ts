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
  let rows: number[] = [];
  for (let row = 0; row < outcome.length; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    const isComplete =
      Number.isFinite(outcome[row] as number) &&
      weight > 0 &&
      Number.isFinite(weight) &&
      regressors.every((column) => Number.isFinite(column[row] as number));
    if (isComplete) rows.push(row);
  }
  const complete = rows.length;
  for (let before = -1; dropSingletons && before !== rows.length; ) {
    before = rows.length;
    for (const codes of period === undefined ? [unit] : [unit, period]) {
      const sizes = new Map<number, number>();
      for (const row of rows) sizes.set(codes[row] as number, (sizes.get(codes[row] as number) ?? 0) + 1);
      rows = rows.filter((row) => (sizes.get(codes[row] as number) as number) > 1);
    }
  }
  return {
    rows: Int32Array.from(rows),
    incomplete: outcome.length - complete,
    singletons: complete - rows.length,
  };
}

/** Elements of a column at the given rows. */
export function gather(column: ArrayLike<number>, rows: Int32Array): Float64Array {
  const part = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) part[k] = column[rows[k] as number] as number;
  return part;
}
