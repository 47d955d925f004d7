import { normalQuantile } from '../../distribution/index.ts';

/** An estimate with its interval; `lower` and `upper` are limits at the stated level. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Two-sided normal quantile of a level, e.g. 1.96 for 0.95. */
export const criticalValue = (level: number): number => normalQuantile(1 - (1 - level) / 2);

/**
 * Interval exp(log(estimate) -+ z se) of a ratio from the standard error of its logarithm. An infinite error says nothing of a
 * ratio.
 */
export function logInterval(ratio: number, standardErrorOfLog: number, level = 0.95): Interval {
  if (!Number.isNaN(ratio) && standardErrorOfLog === Number.POSITIVE_INFINITY)
    return { lower: 0, upper: Number.POSITIVE_INFINITY };
  const reach = criticalValue(level) * standardErrorOfLog;
  return { lower: ratio * Math.exp(-reach), upper: ratio * Math.exp(reach) };
}

/** Root of a function with a change of sign between `low` and `high`, by bisection to the last digits. */
export function rootBetween(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const isNegative = f(a) < 0;
  for (let step = 0; step < 400; step++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (f(middle) < 0 === isNegative) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
