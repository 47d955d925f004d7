import { factorCholesky, invertCholesky, solveCholesky } from './cholesky.ts';
import { crossProduct, crossProductVector, type Matrix, multiplyVector, zeroMatrix } from './matrix.ts';

/** A fitted linear model y = X b + e, weighted or not. */
export interface LeastSquares {
  /** One per column of X; NaN for a column that others determine. */
  readonly coefficients: Float64Array;
  /** Columns that are linear combinations of columns before them. */
  readonly aliased: readonly number[];
  readonly rank: number;
  readonly fitted: Float64Array;
  /** y - X b, not weighted. */
  readonly residuals: Float64Array;
  /** Sum of w e². */
  readonly residualSumOfSquares: number;
  /** Rows with weight above 0, less the rank. */
  readonly degreesOfFreedom: number;
  /** (X'WX)^-1; rows and columns of aliased columns are 0. */
  readonly bread: Matrix;
}

function finish(
  x: Matrix,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  solution: { readonly coefficients: Float64Array; readonly aliased: readonly number[]; readonly bread: Matrix },
): LeastSquares {
  const { coefficients, aliased, bread } = solution;
  const fitted = multiplyVector(
    x,
    coefficients.map((value) => (Number.isNaN(value) ? 0 : value)),
  );
  const residuals = new Float64Array(x.rows);
  let residualSumOfSquares = 0;
  let used = 0;
  for (let i = 0; i < x.rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const residual = (y[i] as number) - (fitted[i] as number);
    residuals[i] = residual;
    residualSumOfSquares += weight * residual * residual;
    if (weight > 0) used++;
  }
  const rank = x.columns - aliased.length;
  return {
    coefficients,
    aliased,
    rank,
    fitted,
    residuals,
    residualSumOfSquares,
    degreesOfFreedom: used - rank,
    bread,
  };
}

/** Column-major copy of sqrt(w) X, and sqrt(w) y. */
function weightedColumns(x: Matrix, y: ArrayLike<number>, weights: ArrayLike<number> | undefined) {
  const { rows, columns, values } = x;
  const a = new Float64Array(rows * columns);
  const b = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const root = weights === undefined ? 1 : Math.sqrt(weights[i] as number);
    b[i] = root * (y[i] as number);
    for (let j = 0; j < columns; j++) a[j * rows + i] = root * (values[i * columns + j] as number);
  }
  return { a, b };
}

const norm = (a: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (a[i] as number) ** 2;
  return Math.sqrt(sum);
};

/**
 * Least squares by Householder QR with limited pivoting: a column whose remaining norm falls below `tolerance` times its
 * own is set aside, as R's `lm` does (1e-7). Loses no digits to squaring: for small and ill-conditioned designs.
 */
export function leastSquares(
  x: Matrix,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
  tolerance = 1e-7,
): LeastSquares {
  const { rows, columns } = x;
  const { a, b } = weightedColumns(x, y, weights);
  const pivots: number[] = [];
  const aliased: number[] = [];
  for (let j = 0; j < columns; j++) {
    const step = pivots.length;
    const start = j * rows + step;
    const end = (j + 1) * rows;
    const original = norm(a, j * rows, end);
    const length = step < rows ? norm(a, start, end) : 0;
    if (!(length > tolerance * original)) {
      aliased.push(j);
      continue;
    }
    const head = a[start] as number;
    const alpha = head > 0 ? -length : length;
    const first = head - alpha;
    const scale = -1 / (alpha * first);
    a[start] = first;
    const reflect = (target: Float64Array, offset: number): void => {
      let dot = 0;
      for (let i = 0; i < rows - step; i++) dot += (a[start + i] as number) * (target[offset + i] as number);
      const factor = dot * scale;
      for (let i = 0; i < rows - step; i++)
        target[offset + i] = (target[offset + i] as number) - factor * (a[start + i] as number);
    };
    for (let l = j + 1; l < columns; l++) reflect(a, l * rows + step);
    reflect(b, step);
    a[start] = alpha;
    pivots.push(j);
  }
  const rank = pivots.length;
  const upper = (i: number, j: number): number => a[(pivots[j] as number) * rows + i] as number;
  const coefficients = new Float64Array(columns).fill(Number.NaN);
  for (let i = rank - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let j = i + 1; j < rank; j++) sum -= upper(i, j) * (coefficients[pivots[j] as number] as number);
    coefficients[pivots[i] as number] = sum / upper(i, i);
  }
  const bread = zeroMatrix(columns, columns);
  const inverse = zeroMatrix(rank, rank);
  for (let c = 0; c < rank; c++)
    for (let i = c; i >= 0; i--) {
      let sum = i === c ? 1 : 0;
      for (let j = i + 1; j <= c; j++) sum -= upper(i, j) * (inverse.values[j * rank + c] as number);
      inverse.values[i * rank + c] = sum / upper(i, i);
    }
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++) {
      let sum = 0;
      for (let c = Math.max(i, j); c < rank; c++)
        sum += (inverse.values[i * rank + c] as number) * (inverse.values[j * rank + c] as number);
      bread.values[(pivots[i] as number) * columns + (pivots[j] as number)] = sum;
    }
  return finish(x, y, weights, { coefficients, aliased, bread });
}

/** Root mean square of every column; 1 for a column of zeros. */
export function columnScales(x: Matrix): Float64Array {
  const { rows, columns, values } = x;
  const scale = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) scale[j] = (scale[j] as number) + (values[at] as number) ** 2;
  for (let j = 0; j < columns; j++) scale[j] = Math.sqrt((scale[j] as number) / rows) || 1;
  return scale;
}

/** Divides element (i, j) of a square matrix by scale i and scale j, in place. */
export function divideByScales(square: Matrix, scale: ArrayLike<number>): void {
  const { columns, values } = square;
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++)
      values[i * columns + j] = (values[i * columns + j] as number) / ((scale[i] as number) * (scale[j] as number));
}

/**
 * Least squares by normal equations of scaled columns: one pass over the rows, for hundreds of thousands of them. Centre
 * columns that are far from zero first (years, amounts); with demeaned columns nothing is lost.
 */
export function leastSquaresNormal(x: Matrix, y: ArrayLike<number>, weights?: ArrayLike<number>): LeastSquares {
  const scale = columnScales(x);
  const square = crossProduct(x, weights);
  divideByScales(square, scale);
  const factor = factorCholesky(square);
  const right = crossProductVector(x, y, weights).map((value, j) => value / (scale[j] as number));
  const coefficients = solveCholesky(factor, right).map((value, j) =>
    factor.dependent.includes(j) ? Number.NaN : value / (scale[j] as number),
  );
  const bread = invertCholesky(factor);
  divideByScales(bread, scale);
  return finish(x, y, weights, { coefficients, aliased: factor.dependent, bread });
}
