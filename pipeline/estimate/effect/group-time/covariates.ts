import type { SparseMatrix } from '../../numeric/sparse.ts';

/** A factor that does not change over time: the dummy in which a unit has its 1, from 0; -1 for the reference level. */
export interface FixedFactor {
  readonly codes: Int16Array;
  /** Dummies, which is levels less the reference. */
  readonly width: number;
}

/**
 * Covariates of a panel: columns of one value a unit, or of one a unit and period in the layout of `Panel.outcome`, and factors,
 * which are the same as their dummies and take two bytes a unit. An intercept is always added.
 */
export type Covariates = readonly (ArrayLike<number> | FixedFactor)[];

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

interface Factor extends FixedFactor {
  /** Place of its first dummy in the design. */
  readonly place: number;
}

/** Columns and factors by their places in the design. */
function placed(covariates: Covariates, units: number, periods: number): { columns: Column[]; factors: Factor[] } {
  const columns: Column[] = [];
  const factors: Factor[] = [];
  let place = 1;
  covariates.forEach((given, j) => {
    const isFactor = 'codes' in given;
    const { length } = isFactor ? given.codes : given;
    if (length !== units && (isFactor || length !== units * periods)) {
      const orMore = isFactor ? '' : `, or ${units * periods} with one a period`;
      throw new RangeError(`covariate ${j} requires ${units} values${orMore}`);
    }
    if (isFactor && given.codes.some((code) => code >= given.width))
      throw new RangeError(`covariate ${j} requires codes below its ${given.width} dummies`);
    if (isFactor) factors.push({ ...given, place });
    else columns.push({ place, values: given, step: length === units ? 1 : periods, ...location(given) });
    place += isFactor ? given.width : 1;
  });
  return { columns, factors };
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

/** Checks the covariates' lengths and prepares reading them. */
export function covariateSource(covariates: Covariates, units: number, periods: number): CovariateSource {
  const { columns, factors } = placed(covariates, units, periods);
  const varying = columns.filter(({ step }) => step > 1);
  const fixed = fixedRows(
    columns.filter(({ step }) => step === 1),
    units,
  );
  /** What is looked up unit by unit, in the order of places. */
  const own = [...varying, ...factors].sort((a, b) => a.place - b.place);
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
    columns: 1 + columns.length + factors.reduce((sum, { width }) => sum + width, 0),
    widest: 1 + own.length + mostInRow(fixed.from),
    isTimeVarying,
    isComplete: (period) => {
      const key = isTimeVarying ? period : 0;
      const complete = completeness.get(key) ?? findComplete(key);
      completeness.set(key, complete);
      return complete;
    },
    write: (unit, period, places, target, start) => {
      let next = start;
      places[next] = 0;
      target[next++] = 1;
      let at = fixed.from[unit] as number;
      const end = fixed.from[unit + 1] as number;
      for (let k = 0; k <= own.length; k++) {
        const one = own[k];
        const place = one?.place ?? Number.POSITIVE_INFINITY;
        for (; at < end && (fixed.column[at] as number) < place; at++) {
          places[next] = fixed.column[at] as number;
          target[next++] = fixed.values[at] as number;
        }
        if (one === undefined) break;
        const code = 'codes' in one ? (one.codes[unit] as number) : 0;
        const value = 'codes' in one ? 1 : ((one.values[unit * one.step + period] as number) - one.centre) / one.scale;
        if (value === 0 || code < 0) continue;
        places[next] = place + code;
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
