import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type Clusters, clustersOf } from '../robust/clusters.ts';
import { type Effect, effectOf, type JointTest, jointTest, submatrix } from './effect.ts';
import { type PairedOptions, pairedChanges } from './paired-changes.ts';
import type { Panel } from './panel.ts';

/** Mean over pairs of the change since the reference period, treated less control. */
export interface PairedEffect extends Effect {
  readonly event: number;
  readonly pairs: number;
}

/** Paired differences at every event time at which there is a pair. */
export interface PairedEventStudy {
  readonly events: readonly PairedEffect[];
  /** Of `events`, in their order. */
  readonly covariance: Matrix;
  readonly preTrend: JointTest | null;
  /** Mean over pairs of each pair's mean difference from entry on; the headline of pairs. */
  readonly average: PairedEffect;
}

/** Influence summed within every connected set: pairs that share a control move together. */
function sumsBySet(influence: Float64Array, clusters: Clusters): Float64Array {
  const sums = new Float64Array(clusters.count);
  for (let g = 0; g < clusters.count; g++)
    for (let at = clusters.from[g] as number; at < (clusters.from[g + 1] as number); at++)
      sums[g] = (sums[g] as number) + (influence[clusters.rows[at] as number] as number);
  return sums;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let g = 0; g < a.length; g++) sum += (a[g] as number) * (b[g] as number);
  return sum;
};

/**
 * Long differences of pairs: at every event time the mean over pairs of (treated - control) now less the same at the
 * reference period. Each pair is compared with its own controls in the same calendar years only, so effects may differ by
 * entry and by time since. Standard errors allow pairs that share a firm to move together, times m/(m-1), m being the number
 * of unconnected sets of pairs; t with m - 1 degrees of freedom. With unshared controls this is R `t.test(difference)`.
 */
export function pairedEventStudy(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  options: PairedOptions = {},
): PairedEventStudy {
  const { reference = -1, level = 0.95 } = options;
  const { events, columns, average, sets: codes } = pairedChanges(panel, pairs, entry, options);
  const parts = [...columns, average].map((column) => influenceOfMean(column, codes));
  const covariance = zeroMatrix(events.length, events.length);
  const factor = (k: number): number => (parts[k]?.sets as number) / ((parts[k]?.sets as number) - 1);
  const clusters = clustersOf(codes);
  const sums = parts.map(({ influence }) => sumsBySet(influence, clusters));
  const cross = (k: number, l: number): number =>
    dot(sums[k] as Float64Array, sums[l] as Float64Array) * Math.sqrt(factor(k) * factor(l));
  for (let k = 0; k < events.length; k++)
    for (let l = 0; l <= k; l++) {
      const value = cross(k, l);
      covariance.values[k * events.length + l] = value;
      covariance.values[l * events.length + k] = value;
    }
  const effect = (k: number, event: number): PairedEffect => {
    const { mean, count, sets } = parts[k] as (typeof parts)[number];
    return { ...effectOf(mean, Math.sqrt(cross(k, k)), sets - 1, level), event, pairs: count };
  };
  const before = events.flatMap((event, k) => (event < reference ? [k] : []));
  const denominator = Math.min(...before.map((k) => (parts[k]?.sets as number) - 1));
  return {
    events: events.map((event, k) => effect(k, event)),
    covariance,
    preTrend: jointTest(
      before.map((k) => parts[k]?.mean as number),
      submatrix(covariance, before),
      denominator,
    ),
    average: effect(events.length, 0),
  };
}

/** Mean of the values that are there, and each one's part in its error. */
function influenceOfMean(column: Float64Array, codes: Int32Array) {
  let sum = 0;
  let count = 0;
  let sets = 0;
  const isSeen = new Uint8Array(codes.length);
  for (let p = 0; p < column.length; p++) {
    const value = column[p] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
    const set = codes[p] as number;
    if (isSeen[set] === 0) sets++;
    isSeen[set] = 1;
  }
  const mean = sum / count;
  const influence = column.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / count));
  return { mean, count, sets, influence };
}
