import { type Matrix, multiply, zeroMatrix } from '../../numeric/matrix.ts';
import { type Clusters, clustersOf, intersection } from './clusters.ts';
import { type LinearModel, weightOf } from './model.ts';

type Codes = ArrayLike<number> | readonly string[];

/** Small-sample factor: none, G/(G-1), G/(G-k), or Stata's G/(G-1) (n-1)/(n-k). */
export type ClusterFactor = 'CR0' | 'CR1' | 'CR1p' | 'CR1S';

/** Sum over clusters of the outer product of X_g' W_g e_g. */
export function clusterMeat(model: LinearModel, clusters: Clusters): Matrix {
  const { x, fit } = model;
  const { columns, values } = x;
  const meat = zeroMatrix(columns, columns);
  const score = new Float64Array(columns);
  for (let g = 0; g < clusters.count; g++) {
    score.fill(0);
    for (let at = clusters.from[g] as number; at < (clusters.from[g + 1] as number); at++) {
      const row = clusters.rows[at] as number;
      const weighted = weightOf(model, row) * (fit.residuals[row] as number);
      for (let j = 0; j < columns; j++)
        score[j] = (score[j] as number) + weighted * (values[row * columns + j] as number);
    }
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        meat.values[i * columns + j] =
          (meat.values[i * columns + j] as number) + (score[i] as number) * (score[j] as number);
  }
  return meat;
}

/** The factor by which the sandwich is multiplied; NaN for CR1p where there are no more clusters than coefficients. */
export function clusterFactor(factor: ClusterFactor, clusters: number, rows: number, coefficients: number): number {
  switch (factor) {
    case 'CR0':
      return 1;
    case 'CR1':
      return clusters / (clusters - 1);
    case 'CR1p':
      return clusters > coefficients ? clusters / (clusters - coefficients) : Number.NaN;
    case 'CR1S':
      return ((clusters / (clusters - 1)) * (rows - 1)) / (rows - coefficients);
  }
}

/**
 * Cluster-robust covariance B (sum_g X_g'W e_g e_g'W X_g) B times the factor. CR1S is Stata's and R `vcovCL(type = "HC1")`;
 * intervals use t with G - 1 degrees of freedom. `coefficients` is k of the factor; the rank of the model unless given.
 */
export function clusterCovariance(
  model: LinearModel,
  codes: Codes,
  factor: ClusterFactor = 'CR1S',
  coefficients: number = model.fit.rank,
): Matrix {
  const clusters = clustersOf(codes);
  const covariance = multiply(multiply(model.fit.bread, clusterMeat(model, clusters)), model.fit.bread);
  const scale = clusterFactor(factor, clusters.count, model.x.rows, coefficients);
  return { ...covariance, values: covariance.values.map((value) => value * scale) };
}

/**
 * Covariance clustered two ways: first plus second less their intersection, each with its own factor (Cameron, Gelbach and
 * Miller 2011); R `vcovCL(cluster = ~ a + b)`.
 */
export function twoWayClusterCovariance(
  model: LinearModel,
  a: Codes,
  b: Codes,
  factor: ClusterFactor = 'CR1S',
): Matrix {
  const [first, second, both] = [a, b, intersection(a, b)].map((codes) => clusterCovariance(model, codes, factor)) as [
    Matrix,
    Matrix,
    Matrix,
  ];
  return {
    ...first,
    values: first.values.map((value, at) => value + (second.values[at] as number) - (both.values[at] as number)),
  };
}
