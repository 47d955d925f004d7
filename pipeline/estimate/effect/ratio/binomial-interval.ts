import { betaQuantile, binomialCdf } from '../../distribution/index.ts';
import { binomialMass } from './counting.ts';
import { criticalValue, type Interval, rootBetween } from './interval.ts';

/** Kinds of interval for a share. */
export type BinomialMethod =
  | 'wald'
  | 'wilson'
  | 'wilson-corrected'
  | 'clopper-pearson'
  | 'agresti-coull'
  | 'jeffreys'
  | 'mid-p';

function wilson(x: number, n: number, z: number, correction: number): Interval {
  const p = x / n;
  const half = (z * z) / (2 * n);
  const limit = (centre: number, sign: number): number =>
    (centre + half + sign * z * Math.sqrt((centre * (1 - centre)) / n + half / (2 * n))) / (1 + 2 * half);
  const low = p - correction / n;
  const high = p + correction / n;
  return { lower: low <= 0 ? 0 : limit(low, -1), upper: high >= 1 ? 1 : limit(high, 1) };
}

/** Limits at which the mid-P tail (half the probability of what was seen) is alpha / 2. */
function midP(x: number, n: number, alpha: number): Interval {
  const p = x / n;
  const upperTail = (q: number): number => 1 - binomialCdf(x, n, q) + 0.5 * binomialMass(x, n, q) - alpha / 2;
  const lowerTail = (q: number): number => binomialCdf(x, n, q) - 0.5 * binomialMass(x, n, q) - alpha / 2;
  return { lower: x === 0 ? 0 : rootBetween(upperTail, 0, p), upper: x === n ? 1 : rootBetween(lowerTail, p, 1) };
}

/**
 * Interval for a share of x in n. `wilson` and `wilson-corrected` are R `prop.test`, `clopper-pearson` is `binom.test`; Wald and
 * Agresti-Coull limits are not cut to [0, 1].
 */
export function binomialInterval(x: number, n: number, method: BinomialMethod, level = 0.95): Interval {
  const alpha = 1 - level;
  const z = criticalValue(level);
  const p = x / n;
  switch (method) {
    case 'wald': {
      const reach = z * Math.sqrt((p * (1 - p)) / n);
      return { lower: p - reach, upper: p + reach };
    }
    case 'wilson':
      return wilson(x, n, z, 0);
    case 'wilson-corrected':
      return wilson(x, n, z, Math.min(0.5, Math.abs(x - n / 2)));
    case 'clopper-pearson':
      return {
        lower: x === 0 ? 0 : betaQuantile(alpha / 2, x, n - x + 1),
        upper: x === n ? 1 : betaQuantile(1 - alpha / 2, x + 1, n - x),
      };
    case 'agresti-coull': {
      const trials = n + z * z;
      const centre = (x + (z * z) / 2) / trials;
      const reach = z * Math.sqrt((centre * (1 - centre)) / trials);
      return { lower: centre - reach, upper: centre + reach };
    }
    case 'jeffreys':
      return {
        lower: x === 0 ? 0 : betaQuantile(alpha / 2, x + 0.5, n - x + 0.5),
        upper: x === n ? 1 : betaQuantile(1 - alpha / 2, x + 0.5, n - x + 0.5),
      };
    case 'mid-p':
      return midP(x, n, alpha);
  }
}
