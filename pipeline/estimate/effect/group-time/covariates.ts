import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';

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
  /** Writes a unit's row as of a period to `target`. */
  readonly write: (unit: number, period: number, target: Float64Array, offset: number) => void;
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
    write: (unit, period, target, offset) => {
      target[offset] = 1;
      for (let j = 0; j < columns.length; j++) {
        const { values, step, centre, scale } = columns[j] as (typeof columns)[number];
        const value = values[step === 1 ? unit : unit * step + period] as number;
        target[offset + j + 1] = (value - centre) / scale;
      }
    },
  };
}

/** Design of the given units as of a period. All of them must have their covariates. */
export function designOf(source: CovariateSource, units: Int32Array, period: number): Matrix {
  const matrix = zeroMatrix(units.length, source.columns);
  for (let k = 0; k < units.length; k++) source.write(units[k] as number, period, matrix.values, k * source.columns);
  return matrix;
}
