import { fUpperP, tTwoSidedP } from '../../distribution/index.ts';
import {
  crossProduct,
  type Matrix,
  multiply,
  multiplyVector,
  selectRows,
  transpose,
  zeroMatrix,
} from '../../numeric/matrix.ts';
import { symmetricPower } from '../../numeric/symmetric.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import { type LinearModel, weightOf } from './model.ts';

type Codes = ArrayLike<number> | readonly string[];

/** What one cluster adds: X_g' W_g A_g e_g, and A_g' W_g X_g, A_g being the adjustment of its residuals. */
interface AdjustedCluster {
  readonly score: Float64Array;
  /** n_g x k. */
  readonly adjusted: Matrix;
  readonly x: Matrix;
  readonly weights: Float64Array;
}

/** Orthonormal basis of the columns, by Gram-Schmidt done twice; columns that add nothing are dropped. */
function orthonormal(matrix: Matrix): Matrix {
  const basis: Float64Array[] = [];
  for (let j = 0; j < matrix.columns; j++) {
    const vector = new Float64Array(matrix.rows);
    let original = 0;
    for (let i = 0; i < matrix.rows; i++) {
      const value = matrix.values[i * matrix.columns + j] as number;
      vector[i] = value;
      original += value * value;
    }
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        let dot = 0;
        for (let i = 0; i < vector.length; i++) dot += (vector[i] as number) * (other[i] as number);
        for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) - dot * (other[i] as number);
      }
    let norm = 0;
    for (const value of vector) norm += value * value;
    if (norm <= 1e-20 * original || norm === 0) continue;
    basis.push(vector.map((value) => value / Math.sqrt(norm)));
  }
  const result = zeroMatrix(matrix.rows, basis.length);
  basis.forEach((vector, j) => {
    for (let i = 0; i < matrix.rows; i++) result.values[i * basis.length + j] = vector[i] as number;
  });
  return result;
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

const scaleRows = (matrix: Matrix, factors: ArrayLike<number>): Matrix => ({
  ...matrix,
  values: matrix.values.map((value, at) => value * (factors[Math.floor(at / matrix.columns)] as number)),
});

const plus = (a: Matrix, b: Matrix, sign: number): Matrix => ({
  ...a,
  values: a.values.map((value, at) => value + sign * (b.values[at] as number)),
});

/** Inverse of a small general matrix by Gauss-Jordan with row exchanges. */
function invert(matrix: Matrix): Matrix {
  const size = matrix.columns;
  const a = matrix.values.slice();
  const inverse = zeroMatrix(size, size);
  const b = inverse.values;
  for (let i = 0; i < size; i++) b[i * size + i] = 1;
  for (let j = 0; j < size; j++) {
    let pivot = j;
    for (let i = j + 1; i < size; i++)
      if (Math.abs(a[i * size + j] as number) > Math.abs(a[pivot * size + j] as number)) pivot = i;
    for (const m of [a, b])
      for (let l = 0; l < size; l++) {
        const kept = m[j * size + l] as number;
        m[j * size + l] = m[pivot * size + l] as number;
        m[pivot * size + l] = kept;
      }
    const head = a[j * size + j] as number;
    for (const m of [a, b]) for (let l = 0; l < size; l++) m[j * size + l] = (m[j * size + l] as number) / head;
    for (let i = 0; i < size; i++) {
      const factor = a[i * size + j] as number;
      if (i === j || factor === 0) continue;
      for (const m of [a, b])
        for (let l = 0; l < size; l++)
          m[i * size + l] = (m[i * size + l] as number) - factor * (m[j * size + l] as number);
    }
  }
  return inverse;
}

/** B X' W² X B, the part of the working variance that weights bring; B without weights. */
const inner = ({ x, fit, weights }: LinearModel): Matrix =>
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
function adjust(model: LinearModel, rows: Int32Array, type: 'CR2' | 'CR3', square: Matrix): AdjustedCluster {
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
  } else small = invert(plus(identity, hat, -1));
  return {
    score: multiply(transpose(weighted), applyLowRank(basis, small, residuals)).values,
    adjusted: applyLowRank(basis, transpose(small), weighted),
    x,
    weights,
  };
}

const rowsOf = (clusters: Clusters, g: number): Int32Array =>
  clusters.rows.subarray(clusters.from[g], clusters.from[g + 1]);

/**
 * Covariance with bias-reduced (CR2, Bell and McCaffrey 2002) or jackknife-like (CR3) adjustment, for few clusters; R
 * `clubSandwich::vcovCR` with an identity working model.
 */
export function adjustedClusterCovariance(model: LinearModel, codes: Codes, type: 'CR2' | 'CR3'): Matrix {
  const clusters = clustersOf(codes);
  const square = inner(model);
  const { columns } = model.x;
  const meat = zeroMatrix(columns, columns);
  for (let g = 0; g < clusters.count; g++) {
    const { score } = adjust(model, rowsOf(clusters, g), type, square);
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        meat.values[i * columns + j] =
          (meat.values[i * columns + j] as number) + (score[i] as number) * (score[j] as number);
  }
  return multiply(multiply(model.fit.bread, meat), model.fit.bread);
}

/**
 * For contrasts c (columns of `contrasts`, k x q): the vectors of every cluster whose inner products are p_g' p_h of the
 * Satterthwaite approximation, given as (diagonal, low rank): p_sg' p_th = [g = h] a_sg' a_tg + r_sg' S r_th.
 */
function workingProducts(model: LinearModel, codes: Codes, contrasts: Matrix) {
  const clusters = clustersOf(codes);
  const square = inner(model);
  const { bread } = model.fit;
  const direction = multiply(bread, contrasts);
  const parts = Array.from({ length: clusters.count }, (_, g) => {
    const { adjusted, x, weights } = adjust(model, rowsOf(clusters, g), 'CR2', square);
    const a = multiply(adjusted, direction);
    return {
      own: crossProduct(a),
      u: multiply(transpose(x), a),
      v: multiply(transpose(scaleRows(x, weights)), a),
    };
  });
  const product = (g: number, h: number): Matrix => {
    const [left, right] = [parts[g] as (typeof parts)[number], parts[h] as (typeof parts)[number]];
    const ub = multiply(transpose(left.u), bread);
    const first = multiply(ub, right.v);
    const second = multiply(multiply(transpose(left.v), bread), right.u);
    const third = multiply(multiply(transpose(left.u), square), right.u);
    const sum = plus(plus(third, first, -1), second, -1);
    return g === h ? plus(sum, left.own, 1) : sum;
  };
  return { count: clusters.count, product };
}

/** Satterthwaite degrees of freedom of a contrast under CR2; R `clubSandwich::coef_test`. */
export function satterthwaite(model: LinearModel, codes: Codes, contrast: ArrayLike<number>): number {
  const contrasts: Matrix = { rows: contrast.length, columns: 1, values: Float64Array.from(contrast) };
  const { count, product } = workingProducts(model, codes, contrasts);
  let trace = 0;
  let squares = 0;
  for (let g = 0; g < count; g++)
    for (let h = g; h < count; h++) {
      const value = product(g, h).values[0] as number;
      if (g === h) trace += value;
      squares += (g === h ? 1 : 2) * value * value;
    }
  return (trace * trace) / squares;
}

/** A coefficient with CR2 standard error, Satterthwaite degrees of freedom and two-sided p-value. */
export interface SmallSampleTest {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** CR2 test of coefficient `j`. */
export function smallSampleTest(model: LinearModel, codes: Codes, j: number): SmallSampleTest {
  const covariance = adjustedClusterCovariance(model, codes, 'CR2');
  const estimate = model.fit.coefficients[j] as number;
  const standardError = Math.sqrt(covariance.values[j * covariance.columns + j] as number);
  const contrast = new Float64Array(model.x.columns);
  contrast[j] = 1;
  const degreesOfFreedom = satterthwaite(model, codes, contrast);
  return { estimate, standardError, degreesOfFreedom, p: tTwoSidedP(estimate / standardError, degreesOfFreedom) };
}

/** A joint test: F with its degrees of freedom. */
export interface HotellingTest {
  readonly f: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly p: number;
}

/**
 * Joint test that coefficients `which` are 0, by CR2 and an approximate Hotelling T²; R `clubSandwich::Wald_test(test =
 * "HTZ")` (Pustejovsky and Tipton 2018).
 */
export function smallSampleWald(model: LinearModel, codes: Codes, which: readonly number[]): HotellingTest {
  const size = which.length;
  const contrasts = zeroMatrix(model.x.columns, size);
  which.forEach((j, s) => {
    contrasts.values[j * size + s] = 1;
  });
  const plain = workingProducts(model, codes, contrasts);
  let expected = zeroMatrix(size, size);
  for (let g = 0; g < plain.count; g++) expected = plus(expected, plain.product(g, g), 1);
  const turned = workingProducts(model, codes, multiply(contrasts, symmetricPower(expected, -0.5)));
  let spread = 0;
  for (let g = 0; g < turned.count; g++)
    for (let h = 0; h < turned.count; h++) {
      const { values } = turned.product(g, h);
      for (let s = 0; s < size; s++)
        for (let t = 0; t < size; t++)
          spread +=
            (values[s * size + s] as number) * (values[t * size + t] as number) +
            (values[s * size + t] as number) * (values[t * size + s] as number);
    }
  const eta = (size * (size + 1)) / spread;
  const covariance = adjustedClusterCovariance(model, codes, 'CR2');
  const block = zeroMatrix(size, size);
  which.forEach((i, s) => {
    which.forEach((j, t) => {
      block.values[s * size + t] = covariance.values[i * covariance.columns + j] as number;
    });
  });
  const estimates = Float64Array.from(which, (j) => model.fit.coefficients[j] as number);
  const solved = multiplyVector(symmetricPower(block, -1), estimates);
  const q = solved.reduce((sum, value, s) => sum + value * (estimates[s] as number), 0);
  const denominator = eta - size + 1;
  const f = (denominator * q) / (eta * size);
  return { f, numerator: size, denominator, p: fUpperP(f, size, denominator) };
}
