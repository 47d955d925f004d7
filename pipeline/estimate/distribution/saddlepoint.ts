import { normalCdf } from './index.ts';

/** Shrinks an interval in which a growing function passes zero until it is as narrow as numbers allow. */
function rootOf(growing: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (;;) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) return middle;
    if (growing(middle) < 0) low = middle;
    else high = middle;
  }
}

/** Nearer to zero the approximation divides by nothing. */
const NEAREST = 1e-4;

/**
 * Probability that a sum of independent chi-squares of one degree of freedom, each times its weight and taken `counts` times,
 * exceeds zero, by Lugannani and Rice's saddlepoint approximation (Kuonen 1999). Some weights must be positive and some
 * negative. NaN where zero is the mean of the sum. R `survey:::saddle(0, rep(weights, counts))`.
 */
export function weightedChiSquaresAboveZero(weights: readonly number[], counts: readonly number[]): number {
  const largest = Math.max(...weights);
  const scaled = weights.map((weight) => weight / largest);
  const sum = (term: (weight: number) => number): number =>
    scaled.reduce((total, weight, i) => total + (counts[i] as number) * term(weight), 0);
  const slope = (at: number): number => sum((weight) => weight / (1 - 2 * at * weight));
  const ends = (isWanted: (weight: number) => boolean): number[] =>
    scaled.filter(isWanted).map((weight) => 1 / (2 * weight));
  const at = rootOf(slope, Math.max(...ends((weight) => weight < 0)), Math.min(...ends((weight) => weight > 0)));
  if (Math.abs(at) < NEAREST) return Number.NaN;
  const cumulant = sum((weight) => -Math.log(1 - 2 * at * weight) / 2);
  const curvature = 2 * sum((weight) => (weight / (1 - 2 * at * weight)) ** 2);
  const root = Math.sign(at) * Math.sqrt(-2 * cumulant);
  return normalCdf(-(root + Math.log((at * Math.sqrt(curvature)) / root) / root));
}
