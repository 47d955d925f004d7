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

/** Checks the columns' lengths and prepares reading them. */
export function covariateSource(covariates: Covariates, units: number, periods: number): CovariateSource {
  const columns = covariates.map((values, j) => {
    if (values.length !== units && values.length !== units * periods)
      throw new RangeError(`covariate ${j} requires ${units} values, or ${units * periods} with one a period`);
    return { values, step: values.length === units ? 1 : periods, ...location(values) };
  });
  const isTimeVarying = periods > 1 && columns.some(({ step }) => step > 1);
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
      for (let j = 0; j < columns.length; j++) {
        const { values, step, centre, scale } = columns[j] as (typeof columns)[number];
        const value = ((values[step === 1 ? unit : unit * step + period] as number) - centre) / scale;
        if (value === 0) continue;
        places[next] = j + 1;
        target[next++] = value;
      }
      return next;
    },
  };
}

/** Design of the given units as of a period, without its zeros. All of them must have their covariates. */
export function designOf(source: CovariateSource, units: Int32Array, period: number): SparseMatrix {
  const from = new Uint32Array(units.length + 1);
  const column = new Uint16Array(units.length * source.columns);
  const values = new Float64Array(units.length * source.columns);
  for (let k = 0; k < units.length; k++)
    from[k + 1] = source.write(units[k] as number, period, column, values, from[k] as number);
  const size = from[units.length] as number;
  return {
    rows: units.length,
    columns: source.columns,
    from,
    column: column.slice(0, size),
    values: values.slice(0, size),
  };
}
