import { orthonormal, plus, scaleRows } from '../../numeric/dense.ts';
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

const identityOf = (size: number): Matrix => {
  const identity = zeroMatrix(size, size);
  for (let i = 0; i < size; i++) identity.values[i * size + i] = 1;
  return identity;
};

const residualsOf = ({ fit }: LinearModel, rows: Int32Array): Matrix => ({
  rows: rows.length,
  columns: 1,
  values: Float64Array.from(rows, (row) => fit.residuals[row] as number),
});

/** Eigenvalues that are this small beside the largest are those of effects inside the cluster: nothing is left of them. */
const NOTHING = 1e-10;

/**
 * Adjusts the residuals of one cluster by the symmetric inverse root of their working variance, identity being the working
 * model. It differs from the identity in the span of X_g and W_g X_g only.
 */
export function adjustCluster(model: LinearModel, rows: Int32Array, square: Matrix): AdjustedCluster {
  const { fit } = model;
  const x = selectRows(model.x, rows);
  const weights = Float64Array.from(rows, (row) => weightOf(model, row));
  const weighted = scaleRows(x, weights);
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
  const working = plus(
    plus(plus(identityOf(basis.columns), hat, -1), transpose(hat), -1),
    multiply(multiply(xq, square), transpose(xq)),
    1,
  );
  const small = symmetricPower(working, -0.5, NOTHING);
  return {
    score: multiply(transpose(weighted), applyLowRank(basis, small, residualsOf(model, rows))).values,
    adjusted: applyLowRank(basis, small, weighted),
    x,
    weights,
  };
}

/**
 * What one cluster adds under CR3: X_g' W_g (I - H_gg)^-1 e_g. Rows and residuals times the root of their weight make I - H_gg
 * symmetric; its generalised inverse then is the jackknife also where effects inside the cluster leave with it.
 */
function jackknifeScore(model: LinearModel, rows: Int32Array): Float64Array {
  const roots = Float64Array.from(rows, (row) => Math.sqrt(weightOf(model, row)));
  const x = scaleRows(selectRows(model.x, rows), roots);
  const basis = orthonormal(x);
  const xq = multiply(transpose(basis), x);
  const left = plus(identityOf(basis.columns), multiply(multiply(xq, model.fit.bread), transpose(xq)), -1);
  const residuals = scaleRows(residualsOf(model, rows), roots);
  return multiply(transpose(x), applyLowRank(basis, symmetricPower(left, -1, NOTHING), residuals)).values;
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
    const rows = rowsOfCluster(clusters, g);
    const score = type === 'CR2' ? adjustCluster(model, rows, square).score : jackknifeScore(model, rows);
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        meat.values[i * columns + j] =
          (meat.values[i * columns + j] as number) + (score[i] as number) * (score[j] as number);
  }
  return multiply(multiply(model.fit.bread, meat), model.fit.bread);
}
