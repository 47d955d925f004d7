import { binomialCdf, normalCdf } from '../../distribution/index.ts';
import { midRanks } from '../../numeric/order.ts';

/** Bounds on the one-sided p-value when an unobserved factor may multiply the odds of treatment within a pair by up to gamma. */
export interface RosenbaumBound {
  readonly gamma: number;
  readonly upperP: number;
  readonly lowerP: number;
}

/** The signed rank statistic of pair differences and what its bounds need. */
export interface SignedRank {
  /** Pairs whose difference is a finite number. */
  readonly pairs: number;
  readonly nonZero: number;
  readonly statistic: number;
  readonly sumOfRanks: number;
  readonly sumOfSquaredRanks: number;
}

const knownOf = (differences: ArrayLike<number>): Float64Array =>
  Float64Array.from(differences).filter(Number.isFinite);

/** Wilcoxon's signed rank statistic: zeros and differences that are not known dropped, equal sizes sharing their mean rank. */
export function signedRank(differences: ArrayLike<number>): SignedRank {
  const known = knownOf(differences);
  const nonZero = known.filter((value) => value !== 0);
  const ranks = midRanks(nonZero.map(Math.abs));
  let statistic = 0;
  let sumOfRanks = 0;
  let sumOfSquaredRanks = 0;
  ranks.forEach((rank, i) => {
    if ((nonZero[i] as number) > 0) statistic += rank;
    sumOfRanks += rank;
    sumOfSquaredRanks += rank * rank;
  });
  return { pairs: known.length, nonZero: nonZero.length, statistic, sumOfRanks, sumOfSquaredRanks };
}

/**
 * Bounds for a continuous outcome by the normal approximation (Rosenbaum 2002, section 4.3.3); R `rbounds::psens`. Without a
 * difference that is not 0 nothing speaks against no effect: both are 1.
 */
export function rosenbaumBound(rank: SignedRank, gamma: number): RosenbaumBound {
  const share = gamma / (1 + gamma);
  const deviation = Math.sqrt(rank.sumOfSquaredRanks * share * (1 - share));
  const upper = (p: number): number =>
    rank.nonZero === 0 ? 1 : normalCdf((p * rank.sumOfRanks - rank.statistic) / deviation);
  return { gamma, upperP: upper(share), lowerP: upper(1 - share) };
}

/**
 * Largest gamma at which the one-sided upper bound is still at or below `level`; 1 where the test does not reject without
 * bias; null where it would stand up to a gamma of 50.
 */
export function criticalGamma(rank: SignedRank, level = 0.05): number | null {
  const excess = (gamma: number): number => rosenbaumBound(rank, gamma).upperP - level;
  if (!(excess(1) < 0)) return 1;
  if (excess(50) < 0) return null;
  let low = 1;
  let high = 50;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Bounds for a binary outcome from discordant pairs: P(X >= larger count) under Binomial(b + c, gamma / (1 + gamma)), the exact
 * extension of McNemar's test.
 */
export function rosenbaumBinaryBound(treatedOnly: number, controlOnly: number, gamma: number): RosenbaumBound {
  const larger = Math.max(treatedOnly, controlOnly);
  const total = treatedOnly + controlOnly;
  const upper = (p: number): number => binomialCdf(total - larger, total, 1 - p);
  return { gamma, upperP: upper(gamma / (1 + gamma)), lowerP: upper(1 / (1 + gamma)) };
}

/** All pairwise means of the known differences, ascending. */
function pairwiseMeans(given: ArrayLike<number>): Float64Array {
  const differences = knownOf(given);
  const size = differences.length;
  const means = new Float64Array((size * (size + 1)) / 2);
  let at = 0;
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++) means[at++] = ((differences[i] as number) + (differences[j] as number)) / 2;
  return means.sort();
}

/** Value with so many of the ascending values above it; between two of them, their mean. */
function withAbove(ascending: Float64Array, count: number): number {
  const at = (above: number): number => ascending[ascending.length - above] as number;
  if (!Number.isInteger(count)) return at(Math.ceil(count));
  return (at(count) + at(Math.min(count + 1, ascending.length))) / 2;
}

/** Median of all pairwise means: the Hodges-Lehmann estimate of an additive effect. Quadratic in the number of pairs. */
export function hodgesLehmann(differences: ArrayLike<number>): number {
  const means = pairwiseMeans(differences);
  return withAbove(means, means.length / 2);
}

/**
 * Between which values the Hodges-Lehmann estimate lies if an unobserved factor may multiply the odds of treatment within a pair
 * by up to gamma (Rosenbaum 2002, section 4.3.4); R `rbounds::hlsens`, which looks on a grid.
 */
export function hodgesLehmannBounds(
  differences: ArrayLike<number>,
  gamma: number,
): { readonly gamma: number; readonly lower: number; readonly upper: number } {
  const means = pairwiseMeans(differences);
  const share = gamma / (1 + gamma);
  return { gamma, lower: withAbove(means, share * means.length), upper: withAbove(means, (1 - share) * means.length) };
}
