import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile';
import binomialCdfOf from '@stdlib/stats-base-dists-binomial-cdf';
import chiSquareCdfOf from '@stdlib/stats-base-dists-chisquare-cdf';
import chiSquareQuantileOf from '@stdlib/stats-base-dists-chisquare-quantile';
import fCdfOf from '@stdlib/stats-base-dists-f-cdf';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import tCdfOf from '@stdlib/stats-base-dists-t-cdf';
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';
import { logGamma, lowerBeta, lowerGamma, normalTailQuantile, upperGamma } from './tails.ts';

export { logGamma } from './tails.ts';

/** Distribution function of the standard normal; R `pnorm`. */
export const normalCdf = (x: number): number => normalCdfOf(x, 0, 1);

/** Below it, and as near to 1, the library's normal quantile loses digits. */
const TAIL = 1e-6;

/** Quantile of the standard normal; R `qnorm`. */
export function normalQuantile(p: number): number {
  if (p > 0 && p < TAIL) return normalTailQuantile(p);
  if (p < 1 && p > 1 - TAIL) return -normalTailQuantile(1 - p);
  return normalQuantileOf(p, 0, 1);
}

/** Distribution function of Student's t. Infinite degrees of freedom give the normal; R `pt`. */
export const tCdf = (x: number, degreesOfFreedom: number): number =>
  degreesOfFreedom === Number.POSITIVE_INFINITY ? normalCdf(x) : tCdfOf(x, degreesOfFreedom);

/** Quantile of Student's t. Infinite degrees of freedom give the normal; R `qt`. */
export const tQuantile = (p: number, degreesOfFreedom: number): number =>
  degreesOfFreedom === Number.POSITIVE_INFINITY ? normalQuantile(p) : tQuantileOf(p, degreesOfFreedom);

/** Probability of |t| or more under the null; R `2 * pt(-abs(t), df)`. */
export const tTwoSidedP = (t: number, degreesOfFreedom: number): number => 2 * tCdf(-Math.abs(t), degreesOfFreedom);

/** Degrees of freedom from which the library's chi-square loses digits and its quantile is only where to begin. */
const MANY_DEGREES = 500;
const NEWTON_STEPS = 5;

/** Distribution function of chi-square; R `pchisq`. */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom < MANY_DEGREES || x <= 0) return chiSquareCdfOf(x, degreesOfFreedom);
  const [shape, half] = [degreesOfFreedom / 2, x / 2];
  return half < shape + 1 ? lowerGamma(shape, half) : 1 - upperGamma(shape, half);
}

/** Probability of chi-square or more, exact in the tail; R `pchisq(lower.tail = FALSE)`. */
export function chiSquareUpperP(x: number, degreesOfFreedom: number): number {
  const isTail = x > degreesOfFreedom + 2;
  return isTail ? upperGamma(degreesOfFreedom / 2, x / 2) : 1 - chiSquareCdf(x, degreesOfFreedom);
}

/** Quantile of chi-square; R `qchisq`. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  let quantile = chiSquareQuantileOf(p, degreesOfFreedom);
  if (degreesOfFreedom < MANY_DEGREES || !(p > 0 && p < 1)) return quantile;
  const shape = degreesOfFreedom / 2;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const half = quantile / 2;
    const density = Math.exp((shape - 1) * Math.log(half) - half - logGamma(shape)) / 2;
    const tooMuch =
      p < 0.5 ? chiSquareCdf(quantile, degreesOfFreedom) - p : 1 - p - chiSquareUpperP(quantile, degreesOfFreedom);
    quantile -= tooMuch / density;
  }
  return quantile;
}

/** Distribution function of F by that of beta, of whose two sides the smaller one keeps its digits; R `pf`. */
export function fCdf(x: number, numerator: number, denominator: number): number {
  if (x <= 0) return 0;
  const [share, rest] = sharesOf(x, numerator, denominator);
  const below = betaCdf(share, numerator / 2, denominator / 2);
  return below < 0.5 ? below : 1 - betaCdf(rest, denominator / 2, numerator / 2);
}

/** Probability of F or more, exact in the tail; R `pf(lower.tail = FALSE)`. */
export const fUpperP = (x: number, numerator: number, denominator: number): number =>
  x <= 0 ? 1 : fCdf(1 / x, denominator, numerator);

/** F as a share of the beta distribution, and what is left of it. */
function sharesOf(x: number, numerator: number, denominator: number): readonly [share: number, rest: number] {
  const odds = (numerator / denominator) * x;
  return odds < 1 ? [odds / (1 + odds), 1 / (1 + odds)] : [1 / (1 + 1 / odds), 1 / odds / (1 + 1 / odds)];
}

/** Quantile of F by that of the beta distribution, from the end at which that keeps its digits; R `qf`. */
export function fQuantile(p: number, numerator: number, denominator: number): number {
  const share = betaQuantile(p, numerator / 2, denominator / 2);
  const rest = share > 0.5 ? betaQuantile(1 - p, denominator / 2, numerator / 2) : 1 - share;
  return ((share > 0.5 ? 1 - rest : share) / rest) * (denominator / numerator);
}

/** Quantile of the beta distribution; R `qbeta`. A shape of 0 puts all mass on its end. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (a === 0) return 0;
  if (b === 0) return 1;
  return betaQuantileOf(p, a, b);
}

/** Distribution function of the beta distribution by that of F, near 0 by its series; R `pbeta`. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x * Math.max(b, 1) < 1e-3) return lowerBeta(x, a, b);
  return fCdfOf((b * x) / (a * (1 - x)), 2 * a, 2 * b);
}

/** Distribution function of the binomial; R `pbinom`. */
export const binomialCdf = (successes: number, trials: number, probability: number): number =>
  binomialCdfOf(successes, trials, probability);
