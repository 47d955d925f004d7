import { type HonestStudy, parameterOf } from './study.ts';

/**
 * Bounds without sampling error: what the parameter could be if the estimates were exact. Not a confidence interval, and
 * never to be shown as one.
 */
export interface PlugInBounds {
  readonly bound: number;
  readonly lower: number;
  readonly upper: number;
}

/** Sums of the elements from each on: what a change in a period does to a weighted sum of levels. */
function tails(values: Float64Array): Float64Array {
  const sums = values.slice();
  for (let j = sums.length - 2; j >= 0; j--) sums[j] = (sums[j] as number) + (sums[j + 1] as number);
  return sums;
}

const absoluteSum = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

/** Relative magnitudes: changes after the reference up to `mbar` times the largest estimated change before it. */
export function plugInRelativeMagnitudes(study: HonestStudy, mbar: number): PlugInBounds {
  let largest = 0;
  for (let r = 0; r < study.before; r++) {
    const next = r + 1 < study.before ? (study.estimates[r + 1] as number) : 0;
    largest = Math.max(largest, Math.abs(next - (study.estimates[r] as number)));
  }
  const { estimate } = parameterOf(study);
  const reach = mbar * largest * absoluteSum(tails(study.weights));
  return { bound: mbar, lower: estimate - reach, upper: estimate + reach };
}

/** Smoothness: the last estimated slope before the reference goes on, changing by at most `bound` a period. */
export function plugInSmoothness(study: HonestStudy, bound: number): PlugInBounds {
  const slope = -(study.estimates[study.before - 1] as number);
  const perChange = tails(study.weights);
  const { estimate } = parameterOf(study);
  const centre = estimate - slope * perChange.reduce((sum, value) => sum + value, 0);
  const reach = bound * absoluteSum(tails(perChange));
  return { bound, lower: centre - reach, upper: centre + reach };
}
