import { type Cholesky, factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { zeroMatrix } from '../../numeric/matrix.ts';
import { type Clusters, clustersOf } from '../robust/clusters.ts';
import { denseCodes } from './codes.ts';

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
  const { period, periods, weights, factor } = effects;
  const residual = new Float64Array(column);
  subtractUnitMeans(effects, residual);
  if (period === null || factor === null) return residual;
  const sums = new Float64Array(periods);
  for (let row = 0; row < residual.length; row++) {
    const t = period[row] as number;
    const w = weights === undefined ? 1 : (weights[row] as number);
    sums[t] = (sums[t] as number) + w * (residual[row] as number);
  }
  const slopes = solveCholesky(factor, sums);
  for (let row = 0; row < residual.length; row++)
    residual[row] = (residual[row] as number) - (slopes[period[row] as number] as number);
  subtractUnitMeans(effects, residual);
  return residual;
}

/** Takes the weighted mean over the unit's rows off every value. */
function subtractUnitMeans({ units, weights }: Effects, values: Float64Array): void {
  const { count, from, rows } = units;
  for (let i = 0; i < count; i++) {
    const [start, end] = [from[i] as number, from[i + 1] as number];
    let sum = 0;
    let weight = 0;
    for (let at = start; at < end; at++) {
      const row = rows[at] as number;
      const w = weights === undefined ? 1 : (weights[row] as number);
      sum += w * (values[row] as number);
      weight += w;
    }
    const mean = sum / weight;
    for (let at = start; at < end; at++) {
      const row = rows[at] as number;
      values[row] = (values[row] as number) - mean;
    }
  }
}

/** Weighted sum of squares. */
export function sumOfSquares(column: Float64Array, weights?: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < column.length; k++)
    sum += (weights === undefined ? 1 : (weights[k] as number)) * (column[k] as number) ** 2;
  return sum;
}

/**
 * A column of which only rounding is left is nothing but effects: make it 0, so that it is found to be aliased. `share`: of the
 * squares, what rounding may leave.
 */
export function blankDetermined(
  original: readonly Float64Array[],
  left: readonly Float64Array[],
  share: number = 1e-18,
): void {
  left.forEach((column, j) => {
    if (sumOfSquares(column) < share * sumOfSquares(original[j] as Float64Array)) column.fill(0);
  });
}
