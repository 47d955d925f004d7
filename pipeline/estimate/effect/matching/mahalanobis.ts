import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';
import { symmetricPower } from '../../numeric/symmetric.ts';
import { isUsable, scoreOrder } from './buckets.ts';
import type { MatchUnits } from './options.ts';

/** Covariates with the inverse of their pooled covariance. */
export interface Mahalanobis {
  readonly columns: readonly ArrayLike<number>[];
  /** Row by row. */
  readonly inverse: Float64Array;
}

/** Usable units of one arm that have all covariates, out of `order`. */
const armRows = (units: MatchUnits, columns: readonly ArrayLike<number>[], order: Uint32Array, arm: boolean) =>
  Array.from(order).filter(
    (i) =>
      (units.treated[i] === 1) === arm &&
      isUsable(units, i) &&
      columns.every((values) => Number.isFinite(values[i] as number)),
  );

/**
 * Covariance of the columns around the means of the two arms, divisor n - 2. Summed in the order of scores and ids: its rounding
 * decides between equally near controls, and the order of the rows must not.
 */
function pooledCovariance(units: MatchUnits, columns: readonly ArrayLike<number>[]): Matrix {
  const size = columns.length;
  const covariance = zeroMatrix(size, size);
  const order = units.order ?? scoreOrder(units.score, units.ids);
  let count = 0;
  for (const arm of [false, true]) {
    const rows = armRows(units, columns, order, arm);
    count += rows.length;
    const means = columns.map((values) => rows.reduce((sum, i) => sum + (values[i] as number), 0) / rows.length);
    const gap = (j: number, i: number): number => (columns[j]?.[i] as number) - (means[j] as number);
    for (const i of rows)
      for (let j = 0; j < size; j++)
        for (let k = 0; k < size; k++)
          covariance.values[j * size + k] = (covariance.values[j * size + k] as number) + gap(j, i) * gap(k, i);
  }
  return { ...covariance, values: covariance.values.map((value) => value / (count - 2)) };
}

/** Prepares Mahalanobis distances; directions without spread count nothing. */
export function mahalanobisOf(units: MatchUnits, columns: readonly ArrayLike<number>[]): Mahalanobis {
  const size = columns.length;
  const { values: covariance } = pooledCovariance(units, columns);
  const deviations = columns.map((_column, j) => Math.sqrt(covariance[j * size + j] as number) || 1);
  const product = (j: number, k: number): number => (deviations[j] as number) * (deviations[k] as number);
  const correlation = zeroMatrix(size, size);
  for (let j = 0; j < size; j++)
    for (let k = 0; k < size; k++)
      correlation.values[j * size + k] = (covariance[j * size + k] as number) / product(j, k);
  const inverse = symmetricPower(correlation, -1, 1e-10).values;
  for (let j = 0; j < size; j++)
    for (let k = 0; k < size; k++) inverse[j * size + k] = (inverse[j * size + k] as number) / product(j, k);
  return { columns, inverse };
}

/** Squared distance between two units; NaN where a covariate is missing. */
export function squaredDistance({ columns, inverse }: Mahalanobis, a: number, b: number): number {
  const size = columns.length;
  const gap = (j: number): number => {
    const values = columns[j] as ArrayLike<number>;
    return (values[a] as number) - (values[b] as number);
  };
  let sum = 0;
  for (let j = 0; j < size; j++) {
    const own = gap(j);
    for (let k = 0; k < size; k++) sum += own * (inverse[j * size + k] as number) * gap(k);
  }
  return sum;
}
