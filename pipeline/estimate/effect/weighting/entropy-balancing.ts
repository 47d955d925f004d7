import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import type { Matrix } from '../../numeric/matrix.ts';
import { columnSums, multiplySparse, type SparseMatrix, sparseOf, weightedSquares } from '../../numeric/sparse.ts';

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
export function entropyBalance(covariates: Matrix | SparseMatrix, treated: ArrayLike<number>): EntropyBalance {
  const all = 'from' in covariates ? covariates : sparseOf(covariates);
  const { rows, columns } = all;
  const { controls, target, scaled } = controlSide(all, treated);
  const count = rows - controls.length;
  let lambda: Float64Array = new Float64Array(columns);
  let state = evaluate(scaled, target, lambda);
  let factor = factorCholesky(hessian(scaled, state), 1e-13);
  let hasConverged = false;
  for (let iteration = 0; iteration < MOST_STEPS && !hasConverged; iteration++) {
    const step = solveCholesky(factor, state.gradient);
    let share = 1;
    let moved = state;
    let next: Float64Array = lambda;
    for (; share > SMALLEST_SHARE; share /= 2) {
      next = lambda.map((value, j) => value - share * (step[j] as number));
      moved = evaluate(scaled, target, next);
      if (isBetter(moved, state)) break;
    }
    if (share <= SMALLEST_SHARE) break;
    const isFast = moved.largest < state.largest / WORTH_KEEPING;
    lambda = next;
    state = moved;
    hasConverged = state.largest < CLOSE_ENOUGH;
    if (!hasConverged && !isFast) factor = factorCholesky(hessian(scaled, state), 1e-13);
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

/** Lower, or nearer to balance where the objective differs by its rounding alone: covariates may be large beside their spread. */
function isBetter(moved: DualState, state: DualState): boolean {
  if (moved.largest < CLOSE_ENOUGH) return true;
  const change = moved.objective - state.objective;
  return change < -state.rounding || (change <= state.rounding && moved.largest < state.largest);
}

/** Covariates of the controls in standard deviations of theirs, and the treated means in the same units. */
function controlSide(
  { rows, columns, from, column, values }: SparseMatrix,
  treated: ArrayLike<number>,
): { readonly controls: Int32Array; readonly target: Float64Array; readonly scaled: SparseMatrix } {
  const controls = new Int32Array(rows);
  const target = new Float64Array(columns);
  const means = new Float64Array(columns);
  const starts = new Uint32Array(rows + 1);
  const places = new Uint16Array(values.length);
  const kept = new Float64Array(values.length);
  let size = 0;
  let next = 0;
  for (let i = 0; i < rows; i++) {
    const isControl = treated[i] !== 1;
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) {
      const j = column[at] as number;
      const value = values[at] as number;
      if (isControl) {
        means[j] = (means[j] as number) + value;
        places[next] = j;
        kept[next++] = value;
      } else target[j] = (target[j] as number) + value;
    }
    if (!isControl) continue;
    controls[size++] = i;
    starts[size] = next;
  }
  const squares = new Float64Array(columns);
  const filled = new Float64Array(columns);
  const only = new Float64Array(columns).fill(Number.NaN);
  const isVaried = new Uint8Array(columns);
  for (let j = 0; j < columns; j++) means[j] = (means[j] as number) / size;
  for (let at = 0; at < next; at++) {
    const j = places[at] as number;
    squares[j] = (squares[j] as number) + ((kept[at] as number) - (means[j] as number)) ** 2;
    if (filled[j] === 0) only[j] = kept[at] as number;
    else if (kept[at] !== only[j]) isVaried[j] = 1;
    filled[j] = (filled[j] as number) + 1;
  }
  const scale = squares.map((sum, j) => {
    const zeros = size - (filled[j] as number);
    // Rounding is no spread.
    if (zeros === 0 && isVaried[j] === 0) return Math.abs(only[j] as number) || 1;
    return Math.sqrt((sum + zeros * (means[j] as number) ** 2) / size) || 1;
  });
  for (let at = 0; at < next; at++) kept[at] = (kept[at] as number) / (scale[places[at] as number] as number);
  return {
    controls: controls.slice(0, size),
    target: target.map((sum, j) => sum / (rows - size) / (scale[j] as number)),
    scaled: {
      rows: size,
      columns,
      from: starts.slice(0, size + 1),
      column: places.subarray(0, next),
      values: kept.subarray(0, next),
    },
  };
}

interface DualState {
  readonly objective: number;
  /** How far the objective may be off. */
  readonly rounding: number;
  readonly means: Float64Array;
  readonly gradient: Float64Array;
  readonly largest: number;
  readonly weights: Float64Array;
}

/** log sum exp((x - target)'lambda), its gradient (weighted means less the target), and the weights. */
function evaluate(x: SparseMatrix, target: Float64Array, lambda: Float64Array): DualState {
  const weights = multiplySparse(x, lambda);
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < weights.length; k++) highest = Math.max(highest, weights[k] as number);
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    weights[k] = Math.exp((weights[k] as number) - highest);
    total += weights[k] as number;
  }
  for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] as number) / total;
  const means = columnSums(x, weights);
  const gradient = means.map((mean, j) => mean - (target[j] as number));
  const shift = target.reduce((sum, value, j) => sum + value * (lambda[j] as number), 0);
  const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const objective = Math.log(total) + highest - shift;
  const rounding = 8 * Number.EPSILON * (Math.abs(highest) + Math.abs(shift));
  return { objective, rounding, means, gradient, largest, weights };
}

/** Weighted covariance of the covariates. */
function hessian(x: SparseMatrix, { means, weights }: DualState): Matrix {
  const square = weightedSquares(x, weights);
  for (let i = 0; i < x.columns; i++)
    for (let j = 0; j < x.columns; j++)
      square.values[i * x.columns + j] =
        (square.values[i * x.columns + j] as number) - (means[i] as number) * (means[j] as number);
  return square;
}
