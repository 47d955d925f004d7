import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';
import type { Influence, KeptUnits } from './options.ts';

/** Influence of every cluster (of every unit, where units are independent): the sums of its units' influence. */
export function clusterInfluence(
  kept: KeptUnits,
  { units, values }: Influence,
  sums = new Float64Array(kept.clusters),
): Float64Array {
  const { cluster } = kept;
  sums.fill(0);
  for (let k = 0; k < units.length; k++) {
    const unit = units[k] as number;
    const at = cluster === undefined ? unit : (cluster[unit] as number);
    sums[at] = (sums[at] as number) + (values[k] as number);
  }
  return sums;
}

/** Standard error of an estimate from its influence function: sqrt(sum of squares) / n. */
export function standardErrorOf(kept: KeptUnits, influence: Influence): number {
  const values = kept.cluster === undefined ? influence.values : clusterInfluence(kept, influence);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] as number) ** 2;
  return Math.sqrt(squares) / kept.units.length;
}

/** Degrees of freedom of intervals: normal for independent units, clusters less 1 otherwise. */
export const degreesOfFreedomOf = (kept: KeptUnits): number =>
  kept.cluster === undefined ? Number.POSITIVE_INFINITY : kept.clusters - 1;

/** Sum over units of their influence times what stands for them, or for their cluster, in `full`. */
function sumOfProducts(full: Float64Array, { units, values }: Influence, cluster: Int32Array | undefined): number {
  let sum = 0;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] as number;
    const place = cluster === undefined ? unit : (cluster[unit] as number);
    sum += (full[place] as number) * (values[at] as number);
  }
  return sum;
}

/** Covariance of estimates: sums of products of influence over n squared. */
export function covarianceOf(kept: KeptUnits, influences: readonly Influence[]): Matrix {
  const size = influences.length;
  const n = kept.units.length;
  const covariance = zeroMatrix(size, size);
  const full = new Float64Array(kept.clusters);
  for (let k = 0; k < size; k++) {
    clusterInfluence(kept, influences[k] as Influence, full);
    for (let l = k; l < size; l++) {
      const sum = sumOfProducts(full, influences[l] as Influence, kept.cluster);
      covariance.values[k * size + l] = sum / (n * n);
      covariance.values[l * size + k] = sum / (n * n);
    }
  }
  return covariance;
}
