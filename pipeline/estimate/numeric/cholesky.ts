import { type Matrix, zeroMatrix } from './matrix.ts';

/** Lower factor L of A = L L'. A column that others determine has a zero row and column in L and is listed. */
export interface Cholesky {
  readonly lower: Matrix;
  /** Columns that are linear combinations of columns before them, within the tolerance. */
  readonly dependent: readonly number[];
}

/**
 * Cholesky factor of a symmetric positive semi-definite matrix. A pivot below `tolerance` times its diagonal element marks
 * a dependent column, which is left out as if it were not there.
 */
export function factorCholesky(symmetric: Matrix, tolerance = 1e-11): Cholesky {
  const size = symmetric.columns;
  const lower = zeroMatrix(size, size);
  const l = lower.values;
  const dependent: number[] = [];
  for (let j = 0; j < size; j++) {
    const diagonal = symmetric.values[j * size + j] as number;
    let pivot = diagonal;
    for (let m = 0; m < j; m++) pivot -= (l[j * size + m] as number) ** 2;
    if (!(pivot > tolerance * diagonal)) {
      for (let m = 0; m < j; m++) l[j * size + m] = 0;
      dependent.push(j);
      continue;
    }
    const root = Math.sqrt(pivot);
    l[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = symmetric.values[i * size + j] as number;
      for (let m = 0; m < j; m++) sum -= (l[i * size + m] as number) * (l[j * size + m] as number);
      l[i * size + j] = sum / root;
    }
  }
  return { lower, dependent };
}

/** Solves A x = b. Dependent columns get 0. */
export function solveCholesky({ lower }: Cholesky, right: ArrayLike<number>): Float64Array {
  const size = lower.columns;
  const l = lower.values;
  const x = Float64Array.from(right);
  for (let j = 0; j < size; j++) {
    const pivot = l[j * size + j] as number;
    if (pivot === 0) {
      x[j] = 0;
      continue;
    }
    let sum = x[j] as number;
    for (let m = 0; m < j; m++) sum -= (l[j * size + m] as number) * (x[m] as number);
    x[j] = sum / pivot;
  }
  for (let j = size - 1; j >= 0; j--) {
    const pivot = l[j * size + j] as number;
    if (pivot === 0) continue;
    let sum = x[j] as number;
    for (let m = j + 1; m < size; m++) sum -= (l[m * size + j] as number) * (x[m] as number);
    x[j] = sum / pivot;
  }
  return x;
}

/** Inverse of A. Rows and columns of dependent columns are 0: a generalised inverse. */
export function invertCholesky(factor: Cholesky): Matrix {
  const size = factor.lower.columns;
  const inverse = zeroMatrix(size, size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    unit.fill(0);
    unit[j] = 1;
    if (factor.dependent.includes(j)) continue;
    const column = solveCholesky(factor, unit);
    for (let i = 0; i < size; i++) inverse.values[i * size + j] = column[i] as number;
  }
  return inverse;
}

/** Inverse of a symmetric positive semi-definite matrix, dependent columns left out as 0. */
export const invertSymmetric = (symmetric: Matrix, tolerance?: number): Matrix =>
  invertCholesky(factorCholesky(symmetric, tolerance));
