import { blockNormalEquations } from '../../numeric/block-equations.ts';
import { type BlockMatrix, blockScales, multiplyBlocks, sparseOfBlocks } from '../../numeric/blocks.ts';
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
import { linearise, startOf, totalDeviance, writeMeans } from './working.ts';

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

type Regressors = SparseMatrix | BlockMatrix;

/** The design without its zeros; as blocks where it came so. A leverage of every row is asked of rows without zeros only. */
function regressorsOf(design: Matrix | Regressors, firth: boolean): Regressors {
  if ('from' in design) return design;
  if ('blocks' in design) return firth ? sparseOfBlocks(design) : design;
  return sparseOf(design);
}

const scalesOf = (x: Regressors): Float64Array => ('from' in x ? sparseScales(x) : blockScales(x));

const equationsOf = (x: Regressors, weights: Float64Array, y: Float64Array) =>
  'from' in x ? normalEquations(x, weights, y) : blockNormalEquations(x, weights, y);

function writeProduct(x: Regressors, vector: Float64Array, product: Float64Array): void {
  if ('from' in x) multiplySparse(x, vector, product);
  else multiplyBlocks(x, vector, product);
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
  design: Matrix | SparseMatrix | BlockMatrix,
  y: ArrayLike<number>,
  family: Family,
  options: GlmOptions = {},
): GlmFit {
  const { weights, start, stop = 'deviance', maximumIterations = 40, firth = false } = options;
  const x = regressorsOf(design, firth);
  const { rows, columns } = x;
  const scale = scalesOf(x);
  const work = new Float64Array(rows);
  const response = new Float64Array(rows);
  let coefficients: Float64Array = start === undefined ? new Float64Array(columns) : Float64Array.from(start);
  const linear = start === undefined ? startOf(family, y, weights) : new Float64Array(rows);
  const fitted = new Float64Array(rows);
  if (start !== undefined) writeProduct(x, coefficients, linear);
  /** Deviance at the linear predictor, whose means are written on the way. */
  const settle = (): number => {
    writeMeans(family, linear, fitted);
    return totalDeviance(family, y, fitted, weights);
  };
  const moveTo = (vector: Float64Array): number => {
    writeProduct(x, vector, linear);
    return settle();
  };
  let deviance = settle();
  let aliased: readonly number[] = [];
  let covariance: Matrix = { rows: 0, columns: 0, values: new Float64Array(0) };
  let hasConverged = false;
  let iterations = 0;
  for (; iterations < maximumIterations && !hasConverged; iterations++) {
    linearise(family, y, { linear, fitted }, weights, work, response);
    const { square, sums } = equationsOf(x, work, response);
    divideByScales(square, scale);
    const factor = factorCholesky(square);
    aliased = factor.dependent;
    covariance = invertCholesky(factor);
    divideByScales(covariance, scale);
    if (firth && 'from' in x) {
      addFirthScore(x, covariance, work, fitted, response);
      sums.set(weightedSums(x, work, response));
    }
    const right = sums.map((value, j) => value / (scale[j] as number));
    let next: Float64Array = solveCholesky(factor, right).map((value, j) => value / (scale[j] as number));
    let nextDeviance = moveTo(next);
    for (let halving = 0; halving < 30 && !Number.isFinite(nextDeviance) && iterations > 0; halving++) {
      next = next.map((value, j) => (value + (coefficients[j] as number)) / 2);
      nextDeviance = moveTo(next);
    }
    hasConverged =
      stop === 'deviance' && !firth
        ? Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < 1e-8
        : relativeMove(next, coefficients, scale) <= 1e-10;
    coefficients = next;
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
