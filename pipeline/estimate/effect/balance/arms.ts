/** Means nearer than this are the same. */
export const EQUAL = 1.5e-8;

/** Moments of one arm. */
export interface Arm {
  readonly mean: number;
  /** Weighted variance, sum w (x - mean)² / (1 - sum w²) with weights that add to 1; NaN for a binary covariate. */
  readonly variance: number;
}

/** Both arms. */
export type Arms = readonly [control: Arm, treated: Arm];

/**
 * Standard deviation of the treated in the full sample, sqrt(p (1 - p)) for a binary covariate; where it is 0, the root of
 * the mean of both arms' variances.
 */
export function scaleOf(both: Arms, binary: boolean): number {
  const [other, own] = both.map(({ mean, variance }) => (binary ? mean * (1 - mean) : variance)) as [number, number];
  return own > 0 ? Math.sqrt(own) : Math.sqrt((own + other) / 2);
}

/** Units with another weight than 0, in ascending order. */
export function weightedUnits(weights: ArrayLike<number>): Int32Array {
  const units = new Int32Array(weights.length);
  let size = 0;
  for (let i = 0; i < units.length; i++) if (weights[i] !== 0) units[size++] = i;
  return units.slice(0, size);
}

/** Sums over both arms: the controls' first. */
interface ArmSums {
  readonly totals: Float64Array;
  readonly squares: Float64Array;
}

const armsOf = (means: Float64Array, deviations: Float64Array, { totals, squares }: ArmSums, binary: boolean): Arms => {
  const arm = (side: 0 | 1): Arm => {
    const total = totals[side] as number;
    return {
      mean: means[side] as number,
      variance: binary
        ? Number.NaN
        : (deviations[side] as number) / total / (1 - (squares[side] as number) / (total * total)),
    };
  };
  return [arm(0), arm(1)];
};

/**
 * Where an arm holds one value only, its mean is that value and its variance 0. Sums of rounded numbers need not give either, and
 * what they leave would count as a standard deviation.
 */
function settleConstants(
  values: Float64Array,
  treated: ArrayLike<number>,
  means: Float64Array,
  deviations: Float64Array,
  units?: Int32Array,
): void {
  const size = units?.length ?? values.length;
  for (const arm of [0, 1]) {
    let first = -1;
    let k = 0;
    for (; k < size; k++) {
      const i = units === undefined ? k : (units[k] as number);
      if ((treated[i] === 1 ? 1 : 0) !== arm) continue;
      if (first === -1) first = i;
      else if (values[i] !== values[first]) break;
    }
    if (k < size || first === -1) continue;
    means[arm] = values[first] as number;
    deviations[arm] = 0;
  }
}

/** Moments of both arms of the full sample. */
export function plainArms(values: Float64Array, binary: boolean, treated: ArrayLike<number>): Arms {
  let [own, ownSum, ownDeviation, otherSum, otherDeviation] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++)
    if (treated[i] === 1) {
      own++;
      ownSum += values[i] as number;
    } else otherSum += values[i] as number;
  const counts = Float64Array.of(values.length - own, own);
  const [ownMean, otherMean] = [ownSum / own, otherSum / (values.length - own)];
  for (let i = 0; !binary && i < values.length; i++)
    if (treated[i] === 1) ownDeviation += ((values[i] as number) - ownMean) ** 2;
    else otherDeviation += ((values[i] as number) - otherMean) ** 2;
  const means = Float64Array.of(otherMean, ownMean);
  const deviations = Float64Array.of(otherDeviation, ownDeviation);
  if (!binary) settleConstants(values, treated, means, deviations);
  return armsOf(means, deviations, { totals: counts, squares: counts }, binary);
}

/** Moments of both arms by weight. */
export function weightedArms(
  values: Float64Array,
  binary: boolean,
  treated: ArrayLike<number>,
  weights: ArrayLike<number>,
  units: Int32Array,
): Arms {
  const [totals, squares, means, deviations] = [0, 1, 2, 3].map(() => new Float64Array(2)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (const i of units) {
    const weight = weights[i] as number;
    const arm = treated[i] === 1 ? 1 : 0;
    totals[arm] = (totals[arm] as number) + weight;
    squares[arm] = (squares[arm] as number) + weight * weight;
    means[arm] = (means[arm] as number) + weight * (values[i] as number);
  }
  for (const arm of [0, 1]) means[arm] = (means[arm] as number) / (totals[arm] as number);
  for (const i of binary ? [] : units) {
    const arm = treated[i] === 1 ? 1 : 0;
    deviations[arm] =
      (deviations[arm] as number) + (weights[i] as number) * ((values[i] as number) - (means[arm] as number)) ** 2;
  }
  if (!binary) settleConstants(values, treated, means, deviations, units);
  return armsOf(means, deviations, { totals, squares }, binary);
}
