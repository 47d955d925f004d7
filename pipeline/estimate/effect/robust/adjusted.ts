import { invertGeneral, orthonormal, plus, scaleRows } from '../../numeric/dense.ts';
import { crossProduct, type Matrix, multiply, selectRows, transpose, zeroMatrix } from '../../numeric/matrix.ts';
import { symmetricPower } from '../../numeric/symmetric.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import { type LinearModel, weightOf } from './model.ts';

/** What rows move together in, one code a row: any numbers or texts. */
export type Codes = ArrayLike<number> | readonly string[];

/** What one cluster adds: X_g' W_g A_g e_g, and A_g' W_g X_g, A_g being the adjustment of its residuals. */
export interface AdjustedCluster {
  readonly score: Float64Array;
  /** n_g x k. */
  readonly adjusted: Matrix;
  readonly x: Matrix;
  readonly weights: Float64Array;
}

/** I + Q (S - I) Q' times a matrix, without forming the square. */
function applyLowRank(basis: Matrix, small: Matrix, right: Matrix): Matrix {
  const inner = multiply(transpose(basis), right);
  const moved = multiply(small, inner);
  const change = multiply(basis, {
    ...moved,
    values: moved.values.map((value, at) => value - (inner.values[at] as number)),
  });
  return { ...right, values: right.values.map((value, at) => value + (change.values[at] as number)) };
}

/** B X' W² X B, the part of the working variance that weights bring; B without weights. */
export const workingInner = ({ x, fit, weights }: LinearModel): Matrix =>
  weights === undefined
    ? fit.bread
    : multiply(
        multiply(
          fit.bread,
          crossProduct(
            x,
            Float64Array.from(weights, (weight) => weight * weight),
          ),
        ),
        fit.bread,
      );

/**
 * Adjusts the residuals of one cluster. CR2: the symmetric inverse root of the working variance of the residuals, identity
 * being the working model; CR3: the inverse of I - H_gg. Both differ from the identity in the span of X_g and W_g X_g only.
 */
export function adjustCluster(
  model: LinearModel,
  rows: Int32Array,
  type: 'CR2' | 'CR3',
  square: Matrix,
): AdjustedCluster {
  const { fit } = model;
  const x = selectRows(model.x, rows);
  const weights = Float64Array.from(rows, (row) => weightOf(model, row));
  const weighted = scaleRows(x, weights);
  const residuals: Matrix = {
    rows: rows.length,
    columns: 1,
    values: Float64Array.from(rows, (row) => fit.residuals[row] as number),
  };
  const isWeighted = model.weights !== undefined;
  const side = zeroMatrix(x.rows, isWeighted ? 2 * x.columns : x.columns);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < x.columns; j++) {
      side.values[i * side.columns + j] = x.values[i * x.columns + j] as number;
      if (isWeighted) side.values[i * side.columns + x.columns + j] = weighted.values[i * x.columns + j] as number;
    }
  const basis = orthonormal(side);
  const xq = multiply(transpose(basis), x);
  const wq = multiply(transpose(basis), weighted);
  const hat = multiply(multiply(xq, fit.bread), transpose(wq));
  const identity = zeroMatrix(basis.columns, basis.columns);
  for (let i = 0; i < basis.columns; i++) identity.values[i * basis.columns + i] = 1;
  let small: Matrix;
  if (type === 'CR2') {
    const working = plus(
      plus(plus(identity, hat, -1), transpose(hat), -1),
      multiply(multiply(xq, square), transpose(xq)),
      1,
    );
    small = symmetricPower(working, -0.5, 1e-10);
  } else small = invertGeneral(plus(identity, hat, -1));
  return {
    score: multiply(transpose(weighted), applyLowRank(basis, small, residuals)).values,
    adjusted: applyLowRank(basis, transpose(small), weighted),
    x,
    weights,
  };
}

export const rowsOfCluster = (clusters: Clusters, g: number): Int32Array =>
  clusters.rows.subarray(clusters.from[g], clusters.from[g + 1]);

/**
 * Covariance with bias-reduced (CR2, Bell and McCaffrey 2002) or jackknife-like (CR3) adjustment, for few clusters; R
 * `clubSandwich::vcovCR` with an identity working model.
 */
export function adjustedClusterCovariance(model: LinearModel, codes: Codes, type: 'CR2' | 'CR3'): Matrix {
  const clusters = clustersOf(codes);
  const square = workingInner(model);
  const { columns } = model.x;
  const meat = zeroMatrix(columns, columns);
  for (let g = 0; g < clusters.count; g++) {
    const { score } = adjustCluster(model, rowsOfCluster(clusters, g), type, square);
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        meat.values[i * columns + j] =
          (meat.values[i * columns + j] as number) + (score[i] as number) * (score[j] as number);
  }
  return multiply(multiply(model.fit.bread, meat), model.fit.bread);
}
