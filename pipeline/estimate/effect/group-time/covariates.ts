import type { SparseMatrix } from '../../numeric/sparse.ts';

/**
 * Covariate columns of a panel: one value a unit, or one a unit and period in the layout of `Panel.outcome`. An intercept is
 * always added.
 */
export type Covariates = readonly ArrayLike<number>[];

/** Covariates as of a period, standardised: effects do not depend on it, rounding and iterations do. */
export interface CovariateSource {
  /** Columns with the intercept. */
  readonly columns: number;
  /** Most elements other than 0 that a row can have. */
  readonly widest: number;
  /** Do covariates change over time? If not, all periods share a design. */
  readonly isTimeVarying: boolean;
  /** 1 for units that have all covariates as of a period. */
  readonly isComplete: (period: number) => Uint8Array;
  /** Writes the elements other than 0 of a unit's row as of a period from `at` on; gives where the next row begins. */
  readonly write: (unit: number, period: number, columns: Uint16Array, values: Float64Array, at: number) => number;
}

/** Mean and standard deviation of what is there; dummies are left as they are, their zeros save time. */
function location(values: ArrayLike<number>): { centre: number; scale: number } {
  let count = 0;
  let sum = 0;
  let isDummy = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value !== 0 && value !== 1) isDummy = false;
    sum += value;
    count++;
  }
  if (isDummy || count === 0) return { centre: 0, scale: 1 };
  const centre = sum / count;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) squares += (value - centre) ** 2;
  }
  const scale = Math.sqrt(squares / count);
  return { centre, scale: scale > 1e-14 * Math.abs(centre) ? scale : 1 };
}

interface Column {
  /** Place in the design; the intercept is 0. */
  readonly place: number;
  readonly values: ArrayLike<number>;
  /** 1, or the number of periods where there is one value a unit and period. */
  readonly step: number;
  readonly centre: number;
  readonly scale: number;
}

/** The columns that do not change over time, by unit and without their zeros. */
function fixedRows(columns: readonly Column[], units: number) {
  const from = new Uint32Array(units + 1);
  for (const { values: own, centre } of columns)
    for (let i = 0; i < units; i++) if (own[i] !== centre) from[i + 1] = (from[i + 1] as number) + 1;
  for (let i = 0; i < units; i++) from[i + 1] = (from[i + 1] as number) + (from[i] as number);
  const size = from[units] as number;
  const column = new Uint16Array(size);
  const values = new Float64Array(size);
  const next = from.slice(0, units);
  for (const { place, values: own, centre, scale } of columns)
    for (let i = 0; i < units; i++) {
      if (own[i] === centre) continue;
      const at = next[i] as number;
      column[at] = place;
      values[at] = ((own[i] as number) - centre) / scale;
      next[i] = at + 1;
    }
  return { from, column, values };
}

const mostInRow = (from: Uint32Array): number => {
  let most = 0;
  for (let i = 1; i < from.length; i++) most = Math.max(most, (from[i] as number) - (from[i - 1] as number));
  return most;
};

/** Checks the columns' lengths and prepares reading them. */
export function covariateSource(covariates: Covariates, units: number, periods: number): CovariateSource {
  const columns = covariates.map((given, j): Column => {
    if (given.length !== units && given.length !== units * periods)
      throw new RangeError(`covariate ${j} requires ${units} values, or ${units * periods} with one a period`);
    return { place: j + 1, values: given, step: given.length === units ? 1 : periods, ...location(given) };
  });
  const varying = columns.filter(({ step }) => step > 1);
  const fixed = fixedRows(
    columns.filter(({ step }) => step === 1),
    units,
  );
  const isTimeVarying = periods > 1 && varying.length > 0;
  const completeness = new Map<number, Uint8Array>();
  const findComplete = (period: number): Uint8Array => {
    const complete = new Uint8Array(units).fill(1);
    for (const { values, step } of columns)
      for (let i = 0; i < units; i++)
        if (!Number.isFinite(values[step === 1 ? i : i * step + period] as number)) complete[i] = 0;
    return complete;
  };
  return {
    columns: columns.length + 1,
    widest: 1 + varying.length + mostInRow(fixed.from),
    isTimeVarying,
    isComplete: (period) => {
      const key = isTimeVarying ? period : 0;
      const complete = completeness.get(key) ?? findComplete(key);
      completeness.set(key, complete);
      return complete;
    },
    write: (unit, period, places, target, at) => {
      let next = at;
      places[next] = 0;
      target[next++] = 1;
      let own = fixed.from[unit] as number;
      const end = fixed.from[unit + 1] as number;
      for (let k = 0; k <= varying.length; k++) {
        const column = varying[k];
        const place = column?.place ?? Number.POSITIVE_INFINITY;
        for (; own < end && (fixed.column[own] as number) < place; own++) {
          places[next] = fixed.column[own] as number;
          target[next++] = fixed.values[own] as number;
        }
        if (column === undefined) break;
        const value = ((column.values[unit * column.step + period] as number) - column.centre) / column.scale;
        if (value === 0) continue;
        places[next] = place;
        target[next++] = value;
      }
      return next;
    },
  };
}

/** Where designs are written: the next one takes the place of the last. */
export interface DesignSpace {
  readonly column: Uint16Array;
  readonly values: Float64Array;
}

/** Space for a design of at most so many units. */
export const designSpace = ({ widest }: CovariateSource, units: number): DesignSpace => ({
  column: new Uint16Array(units * widest),
  values: new Float64Array(units * widest),
});

/** Design of the given units as of a period, without its zeros. All of them must have their covariates. */
export function designOf(
  source: CovariateSource,
  units: Int32Array,
  period: number,
  { column, values }: DesignSpace,
): SparseMatrix {
  const from = new Uint32Array(units.length + 1);
  for (let k = 0; k < units.length; k++)
    from[k + 1] = source.write(units[k] as number, period, column, values, from[k] as number);
  const size = from[units.length] as number;
  return {
    rows: units.length,
    columns: source.columns,
    from,
    column: column.subarray(0, size),
    values: values.subarray(0, size),
  };
}
