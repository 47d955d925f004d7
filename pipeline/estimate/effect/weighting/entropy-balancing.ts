import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { crossProduct, type Matrix, multiplyVector, zeroMatrix } from '../../numeric/matrix.ts';

const MOST_STEPS = 40;
const SMALLEST_SHARE = 1e-4;
/** A step that lessens the differences this many times shows that the curvature need not be computed anew. */
const WORTH_KEEPING = 4;
/** Differences of means, in standard deviations, that count as none. */
const CLOSE_ENOUGH = 1e-8;

/** Control weights that make covariate means equal to those of the treated. */
export interface EntropyBalance {
  /** 1 for the treated; controls sum to the number of treated. */
  readonly weights: Float64Array;
  /** Largest remaining difference of means, in standard deviations of the controls. */
  readonly largestDifference: number;
  readonly hasConverged: boolean;
}

/**
 * Entropy balancing for the effect on the treated (Hainmueller 2012): control weights nearest to equal ones, in entropy, for
 * which weighted control means equal treated means. Newton on the convex dual with step halving. Does not converge where no
 * weights can make the means equal.
 *
 * @param covariates one row per unit, without intercept
 */
export function entropyBalance(covariates: Matrix, treated: ArrayLike<number>): EntropyBalance {
  const { rows, columns, values } = covariates;
  const controls: number[] = [];
  const target = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    if (treated[i] !== 1) controls.push(i);
    else for (let j = 0; j < columns; j++) target[j] = (target[j] as number) + (values[i * columns + j] as number);
  }
  const count = rows - controls.length;
  for (let j = 0; j < columns; j++) target[j] = (target[j] as number) / count;
  const centred = standardise(covariates, controls, target);
  let lambda: Float64Array = new Float64Array(columns);
  let state = evaluate(centred, lambda);
  let factor = factorCholesky(hessian(centred, state), 1e-13);
  let hasConverged = false;
  for (let iteration = 0; iteration < MOST_STEPS && !hasConverged; iteration++) {
    const step = solveCholesky(factor, state.gradient);
    let share = 1;
    let moved = state;
    let next: Float64Array = lambda;
    for (; share > SMALLEST_SHARE; share /= 2) {
      next = lambda.map((value, j) => value - share * (step[j] as number));
      moved = evaluate(centred, next);
      if (moved.objective < state.objective || moved.largest < CLOSE_ENOUGH) break;
    }
    if (share <= SMALLEST_SHARE) break;
    const isFast = moved.largest < state.largest / WORTH_KEEPING;
    lambda = next;
    state = moved;
    hasConverged = state.largest < CLOSE_ENOUGH;
    if (!hasConverged && !isFast) factor = factorCholesky(hessian(centred, state), 1e-13);
  }
  const weights = new Float64Array(rows);
  for (let i = 0; i < rows; i++) if (treated[i] === 1) weights[i] = 1;
  controls.forEach((i, k) => {
    weights[i] = (state.weights[k] as number) * count;
  });
  return {
    weights,
    largestDifference: state.largest,
    hasConverged,
  };
}

/** Control covariates less the treated means, in standard deviations of the controls. */
function standardise({ columns, values }: Matrix, controls: readonly number[], target: Float64Array): Matrix {
  const centred = zeroMatrix(controls.length, columns);
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    let squares = 0;
    for (const i of controls) sum += values[i * columns + j] as number;
    const mean = sum / controls.length;
    for (const i of controls) squares += ((values[i * columns + j] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / controls.length) || 1;
    controls.forEach((i, k) => {
      centred.values[k * columns + j] = ((values[i * columns + j] as number) - (target[j] as number)) / deviation;
    });
  }
  return centred;
}

/** log sum exp(x'lambda), its gradient (weighted means), and the weights. */
function evaluate(x: Matrix, lambda: Float64Array) {
  const linear = multiplyVector(x, lambda);
  const highest = linear.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const weights = linear.map((value) => Math.exp(value - highest));
  const total = weights.reduce((sum, value) => sum + value, 0);
  for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] as number) / total;
  const gradient = new Float64Array(x.columns);
  for (let k = 0; k < x.rows; k++)
    for (let j = 0; j < x.columns; j++)
      gradient[j] = (gradient[j] as number) + (weights[k] as number) * (x.values[k * x.columns + j] as number);
  const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { objective: Math.log(total) + highest, gradient, largest, weights };
}

/** Weighted covariance of the covariates. */
function hessian(x: Matrix, { gradient, weights }: ReturnType<typeof evaluate>): Matrix {
  const square = crossProduct(x, weights);
  for (let i = 0; i < x.columns; i++)
    for (let j = 0; j < x.columns; j++)
      square.values[i * x.columns + j] =
        (square.values[i * x.columns + j] as number) - (gradient[i] as number) * (gradient[j] as number);
  return square;
}
