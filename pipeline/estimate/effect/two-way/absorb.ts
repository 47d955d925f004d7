import { type Cholesky, factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { zeroMatrix } from '../../numeric/matrix.ts';
import { type Clusters, clustersOf } from '../robust/clusters.ts';

/** Unit and period effects of a set of rows, ready to be taken out of any column. */
export interface Effects {
  readonly units: Clusters;
  /** Period of every row, from 0; null where only unit effects are taken out. */
  readonly period: Int32Array | null;
  readonly periods: number;
  /** Period effects that can be told apart from each other given the unit effects: periods less connected sets. */
  readonly periodRank: number;
  readonly weights: ArrayLike<number> | undefined;
  readonly factor: Cholesky | null;
}

/** Codes 0, 1, 2 ... of numbers in ascending order. */
export function denseCodes(values: ArrayLike<number>): { readonly codes: Int32Array; readonly count: number } {
  const levels = [...new Set(Array.from(values))].sort((a, b) => a - b);
  const place = new Map(levels.map((value, code) => [value, code]));
  return { codes: Int32Array.from(values, (value) => place.get(value) as number), count: levels.length };
}

/** Weighted mean of a column over each unit's rows. */
function unitMeans({ units, weights }: Effects, column: ArrayLike<number>): Float64Array {
  const means = new Float64Array(units.count);
  for (let i = 0; i < units.count; i++) {
    let sum = 0;
    let weight = 0;
    for (let at = units.from[i] as number; at < (units.from[i + 1] as number); at++) {
      const row = units.rows[at] as number;
      const w = weights === undefined ? 1 : (weights[row] as number);
      sum += w * (column[row] as number);
      weight += w;
    }
    means[i] = sum / weight;
  }
  return means;
}

/**
 * Prepares unit effects, and period effects where `period` is given. Periods are few: their cross-product given the unit
 * effects is exact, also for unbalanced and weighted panels, so nothing is iterated.
 */
export function prepareEffects(
  unit: ArrayLike<number>,
  period: ArrayLike<number> | undefined,
  weights?: ArrayLike<number>,
): Effects {
  const units = clustersOf(unit);
  if (period === undefined) return { units, period: null, periods: 0, periodRank: 0, weights, factor: null };
  const { codes, count } = denseCodes(period);
  const cross = zeroMatrix(count, count);
  const m = cross.values;
  for (let i = 0; i < units.count; i++) {
    const from = units.from[i] as number;
    const to = units.from[i + 1] as number;
    let total = 0;
    for (let at = from; at < to; at++)
      total += weights === undefined ? 1 : (weights[units.rows[at] as number] as number);
    for (let at = from; at < to; at++) {
      const row = units.rows[at] as number;
      const t = codes[row] as number;
      const w = weights === undefined ? 1 : (weights[row] as number);
      m[t * count + t] = (m[t * count + t] as number) + w;
      for (let other = from; other < to; other++) {
        const second = units.rows[other] as number;
        const s = codes[second] as number;
        const v = weights === undefined ? 1 : (weights[second] as number);
        m[t * count + s] = (m[t * count + s] as number) - (w * v) / total;
      }
    }
  }
  const factor = factorCholesky(cross, 1e-10);
  return { units, period: codes, periods: count, periodRank: count - factor.dependent.length, weights, factor };
}

/** What is left of a column when unit and period effects are taken out: least-squares residuals on all their dummies. */
export function removeEffects(effects: Effects, column: ArrayLike<number>): Float64Array {
  const { units, period, periods, weights, factor } = effects;
  const residual = Float64Array.from(column);
  const means = unitMeans(effects, column);
  for (let i = 0; i < units.count; i++)
    for (let at = units.from[i] as number; at < (units.from[i + 1] as number); at++) {
      const row = units.rows[at] as number;
      residual[row] = (residual[row] as number) - (means[i] as number);
    }
  if (period === null || factor === null) return residual;
  const sums = new Float64Array(periods);
  for (let row = 0; row < residual.length; row++) {
    const t = period[row] as number;
    const w = weights === undefined ? 1 : (weights[row] as number);
    sums[t] = (sums[t] as number) + w * (residual[row] as number);
  }
  const slopes = solveCholesky(factor, sums);
  const shift = Float64Array.from(period, (t) => slopes[t] as number);
  const shiftMeans = unitMeans(effects, shift);
  for (let i = 0; i < units.count; i++)
    for (let at = units.from[i] as number; at < (units.from[i + 1] as number); at++) {
      const row = units.rows[at] as number;
      residual[row] = (residual[row] as number) - (shift[row] as number) + (shiftMeans[i] as number);
    }
  return residual;
}
