import { factorCholesky, invertCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { divideByScales } from '../../numeric/least-squares.ts';
import { type Matrix, standardErrors } from '../../numeric/matrix.ts';
import {
  multiplySparse,
  normalEquations,
  type SparseMatrix,
  sparseOf,
  sparseScales,
  weightedSums,
} from '../../numeric/sparse.ts';
import type { Family } from './family.ts';

/** A fitted generalised linear model. */
export interface GlmFit {
  /** One per column; NaN where the column is a combination of others. */
  readonly coefficients: Float64Array;
  /** Model-based: square roots of the diagonal of the inverse information. */
  readonly standardErrors: Float64Array;
  /** (X'WX)^-1; 0 in rows and columns of aliased columns. */
  readonly covariance: Matrix;
  readonly fitted: Float64Array;
  /** Weights of the last iteration, at the means before its step: those of `covariance`. */
  readonly workingWeights: Float64Array;
  readonly linear: Float64Array;
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Columns that are combinations of columns before them. */
  readonly aliased: readonly number[];
}

/** Weights, start and stopping rule of a generalised linear model. */
export interface GlmOptions {
  /** Prior weights, one per row. */
  readonly weights?: ArrayLike<number>;
  /** Coefficients to start from; without them as R starts. */
  readonly start?: ArrayLike<number>;
  /**
   * `deviance` (default): a relative change of the deviance below 1e-8, as R's `glm`, to whose digits coefficients and errors
   * then agree. `coefficients`: a relative change of every coefficient of at most 1e-10, the maximum to machine precision.
   */
  readonly stop?: 'deviance' | 'coefficients';
  readonly maximumIterations?: number;
  /** Firth's penalised likelihood (logit only): finite estimates under separation (Firth 1993; Heinze and Schemper 2002). */
  readonly firth?: boolean;
}

/** Sum of deviances; infinite where a fitted mean is outside the family's range. */
function totalDeviance(family: Family, y: ArrayLike<number>, mu: ArrayLike<number>, weights?: ArrayLike<number>) {
  let total = 0;
  for (let i = 0; i < mu.length; i++) {
    if (weights !== undefined && weights[i] === 0) continue;
    if (!family.isValid(mu[i] as number)) return Number.POSITIVE_INFINITY;
    total += (weights === undefined ? 1 : (weights[i] as number)) * family.deviance(y[i] as number, mu[i] as number);
  }
  return total;
}

/** Adds h (1/2 - mu) / w to the working response of every row, h being its leverage and w its working weight. */
function addFirthScore(
  x: SparseMatrix,
  bread: Matrix,
  work: Float64Array,
  mu: Float64Array,
  response: Float64Array,
): void {
  const { columns, from, column, values } = x;
  for (let i = 0; i < x.rows; i++) {
    if (work[i] === 0) continue;
    const [start, end] = [from[i] as number, from[i + 1] as number];
    let quadratic = 0;
    for (let a = start; a < end; a++) {
      const row = (column[a] as number) * columns;
      let half = 0;
      for (let b = start; b < end; b++)
        half += (bread.values[row + (column[b] as number)] as number) * (values[b] as number);
      quadratic += half * (values[a] as number);
    }
    response[i] = (response[i] as number) + quadratic * (0.5 - (mu[i] as number));
  }
}

/** Working weights and responses: the weighted linear regression whose solution is the next step. */
function linearise(
  family: Family,
  y: ArrayLike<number>,
  { linear, fitted, weights }: Pick<GlmFit, 'linear' | 'fitted'> & { readonly weights: ArrayLike<number> | undefined },
  work: Float64Array,
  response: Float64Array,
): void {
  for (let i = 0; i < work.length; i++) {
    const mu = fitted[i] as number;
    const slope = family.slope(linear[i] as number, mu);
    const variance = family.variance(mu);
    const isUsed = variance > 0 && slope !== 0;
    const prior = weights === undefined ? 1 : (weights[i] as number);
    work[i] = isUsed ? (prior * slope * slope) / variance : 0;
    response[i] = isUsed ? (linear[i] as number) + ((y[i] as number) - mu) / slope : 0;
  }
}

/** Means of a linear predictor. */
function meansOf(family: Family, linear: Float64Array): Float64Array {
  const means = new Float64Array(linear.length);
  for (let i = 0; i < means.length; i++) means[i] = family.inverse(linear[i] as number);
  return means;
}

/** Linear predictor of the means that R's families start from. */
function startOf(family: Family, y: ArrayLike<number>, weights: ArrayLike<number> | undefined): Float64Array {
  const linear = new Float64Array(y.length);
  for (let i = 0; i < linear.length; i++)
    linear[i] = family.link(family.initial(y[i] as number, weights === undefined ? 1 : (weights[i] as number)));
  return linear;
}

/** Largest move of a coefficient relative to its size, in units of scaled columns. */
function relativeMove(next: Float64Array, last: Float64Array, scale: Float64Array): number {
  let largest = 0;
  for (let j = 0; j < next.length; j++) {
    const size = Math.abs(next[j] as number) * (scale[j] as number);
    const move = Math.abs((next[j] as number) - (last[j] as number)) * (scale[j] as number);
    largest = Math.max(largest, move / Math.max(size, 0.1));
  }
  return largest;
}

/**
 * Fits a generalised linear model by iteratively reweighted least squares: Cholesky of X'WX with scaled columns, halving a
 * step that leaves the family's range.
 *
 * @param design one row per unit, intercept included
 * @param y 0 and 1 (or shares) for binomial families, counts for Poisson
 */
export function fitGlm(
  design: Matrix | SparseMatrix,
  y: ArrayLike<number>,
  family: Family,
  options: GlmOptions = {},
): GlmFit {
  const { weights, start, stop = 'deviance', maximumIterations = 40, firth = false } = options;
  const x = 'from' in design ? design : sparseOf(design);
  const { rows, columns } = x;
  const scale = sparseScales(x);
  const work = new Float64Array(rows);
  const response = new Float64Array(rows);
  let coefficients: Float64Array = start === undefined ? new Float64Array(columns) : Float64Array.from(start);
  let linear = start === undefined ? startOf(family, y, weights) : multiplySparse(x, coefficients);
  let fitted = meansOf(family, linear);
  let deviance = totalDeviance(family, y, fitted, weights);
  let aliased: readonly number[] = [];
  let covariance: Matrix = { rows: 0, columns: 0, values: new Float64Array(0) };
  let hasConverged = false;
  let iterations = 0;
  for (; iterations < maximumIterations && !hasConverged; iterations++) {
    linearise(family, y, { linear, fitted, weights }, work, response);
    const { square, sums } = normalEquations(x, work, response);
    divideByScales(square, scale);
    const factor = factorCholesky(square);
    aliased = factor.dependent;
    covariance = invertCholesky(factor);
    divideByScales(covariance, scale);
    if (firth) addFirthScore(x, covariance, work, fitted, response);
    const right = (firth ? weightedSums(x, work, response) : sums).map((value, j) => value / (scale[j] as number));
    let next: Float64Array = solveCholesky(factor, right).map((value, j) => value / (scale[j] as number));
    let nextLinear = multiplySparse(x, next);
    let nextFitted = meansOf(family, nextLinear);
    let nextDeviance = totalDeviance(family, y, nextFitted, weights);
    for (let halving = 0; halving < 30 && !Number.isFinite(nextDeviance) && iterations > 0; halving++) {
      next = next.map((value, j) => (value + (coefficients[j] as number)) / 2);
      nextLinear = multiplySparse(x, next);
      nextFitted = meansOf(family, nextLinear);
      nextDeviance = totalDeviance(family, y, nextFitted, weights);
    }
    hasConverged =
      stop === 'deviance' && !firth
        ? Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < 1e-8
        : relativeMove(next, coefficients, scale) <= 1e-10;
    coefficients = next;
    linear = nextLinear;
    fitted = nextFitted;
    deviance = nextDeviance;
  }
  const isAliased = (j: number): boolean => aliased.includes(j);
  return {
    coefficients: coefficients.map((value, j) => (isAliased(j) ? Number.NaN : value)),
    standardErrors: standardErrors(covariance).map((value, j) => (isAliased(j) ? Number.NaN : value)),
    covariance,
    fitted,
    workingWeights: work,
    linear,
    deviance,
    nullDeviance: nullDeviance(y, family, weights),
    iterations,
    hasConverged,
    aliased,
  };
}

function nullDeviance(y: ArrayLike<number>, family: Family, weights: ArrayLike<number> | undefined): number {
  let total = 0;
  let weight = 0;
  for (let i = 0; i < y.length; i++) {
    const own = weights === undefined ? 1 : (weights[i] as number);
    total += own * (y[i] as number);
    weight += own;
  }
  return totalDeviance(family, y, new Float64Array(y.length).fill(total / weight), weights);
}
