import { fUpperP, tTwoSidedP } from '../../distribution/index.ts';
import { plus, scaleRows } from '../../numeric/dense.ts';
import { crossProduct, type Matrix, multiply, multiplyVector, transpose, zeroMatrix } from '../../numeric/matrix.ts';
import { symmetricPower } from '../../numeric/symmetric.ts';
import { adjustCluster, adjustedClusterCovariance, type Codes, rowsOfCluster, workingInner } from './adjusted.ts';
import { clustersOf } from './clusters.ts';
import type { LinearModel } from './model.ts';

/**
 * For contrasts c (columns of `contrasts`, k x q): the vectors of every cluster whose inner products are p_g' p_h of the
 * Satterthwaite approximation, given as (diagonal, low rank): p_sg' p_th = [g = h] a_sg' a_tg + r_sg' S r_th.
 */
function workingProducts(model: LinearModel, codes: Codes, contrasts: Matrix) {
  const clusters = clustersOf(codes);
  const square = workingInner(model);
  const { bread } = model.fit;
  const direction = multiply(bread, contrasts);
  const parts = Array.from({ length: clusters.count }, (_, g) => {
    const { adjusted, x, weights } = adjustCluster(model, rowsOfCluster(clusters, g), square);
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
