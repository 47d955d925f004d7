/** A dense matrix, one row after the other: element (i, j) is `values[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A matrix of zeros. */
export const zeroMatrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
});

/** Rows that are written at a time, so that they stay near the processor. */
const BLOCK_ROWS = 256;

/** A matrix whose columns are the given arrays, all of one length. */
export function matrixOfColumns(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * columns.length);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    for (let j = 0; j < columns.length; j++)
      writeColumn(values, columns[j] as ArrayLike<number>, columns.length, j, from, to);
  }
  return { rows, columns: columns.length, values };
}

/** Writes the part of a column between two rows where it belongs among the `width` columns of a matrix. */
function writeColumn(
  values: Float64Array,
  column: ArrayLike<number>,
  width: number,
  j: number,
  from: number,
  to: number,
): void {
  for (let i = from, at = from * width + j; i < to; i++, at += width) values[at] = column[i] as number;
}

/** A copy of column `j`. */
export function columnOf(matrix: Matrix, j: number): Float64Array {
  const column = new Float64Array(matrix.rows);
  for (let i = 0, at = j; i < matrix.rows; i++, at += matrix.columns) column[i] = matrix.values[at] as number;
  return column;
}

/** The rows named by `index`, in that order. */
export function selectRows(matrix: Matrix, index: ArrayLike<number>): Matrix {
  const { columns, values } = matrix;
  const selected = zeroMatrix(index.length, columns);
  for (let i = 0; i < index.length; i++) {
    const from = (index[i] as number) * columns;
    for (let j = 0; j < columns; j++) selected.values[i * columns + j] = values[from + j] as number;
  }
  return selected;
}

/** The columns named by `index`, in that order. */
export const selectColumns = (matrix: Matrix, index: readonly number[]): Matrix =>
  index.length === 0 ? zeroMatrix(matrix.rows, 0) : matrixOfColumns(index.map((j) => columnOf(matrix, j)));

/** A B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const product = zeroMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let l = 0; l < a.columns; l++) {
      const factor = a.values[i * a.columns + l] as number;
      if (factor === 0) continue;
      for (let j = 0; j < b.columns; j++)
        product.values[i * b.columns + j] =
          (product.values[i * b.columns + j] as number) + factor * (b.values[l * b.columns + j] as number);
    }
  return product;
}

/** The matrix turned over: rows become columns. */
export function transpose(matrix: Matrix): Matrix {
  const turned = zeroMatrix(matrix.columns, matrix.rows);
  for (let i = 0; i < matrix.rows; i++)
    for (let j = 0; j < matrix.columns; j++)
      turned.values[j * matrix.rows + i] = matrix.values[i * matrix.columns + j] as number;
  return turned;
}

/** A b. */
export function multiplyVector(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  const { rows, columns, values } = matrix;
  const product = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, at++) sum += (values[at] as number) * (vector[j] as number);
    product[i] = sum;
  }
  return product;
}

/** X' diag(w) X; without weights X'X. Zeros of a row cost nothing, so dummies are cheap. */
export function crossProduct(matrix: Matrix, weights?: ArrayLike<number>): Matrix {
  const { rows, columns, values } = matrix;
  const product = zeroMatrix(columns, columns);
  const sums = product.values;
  const filled = new Int32Array(columns);
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    let count = 0;
    for (let j = 0; j < columns; j++) if (values[at + j] !== 0) filled[count++] = j;
    for (let a = 0; a < count; a++) {
      const j = filled[a] as number;
      const factor = weight * (values[at + j] as number);
      for (let b = a; b < count; b++) {
        const l = filled[b] as number;
        sums[j * columns + l] = (sums[j * columns + l] as number) + factor * (values[at + l] as number);
      }
    }
  }
  for (let j = 0; j < columns; j++) for (let l = 0; l < j; l++) sums[j * columns + l] = sums[l * columns + j] as number;
  return product;
}

/** X' diag(w) y; without weights X'y. */
export function crossProductVector(matrix: Matrix, y: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const { rows, columns, values } = matrix;
  const sums = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const factor = (weights === undefined ? 1 : (weights[i] as number)) * (y[i] as number);
    for (let j = 0; j < columns; j++, at++) sums[j] = (sums[j] as number) + factor * (values[at] as number);
  }
  return sums;
}

/** v' A v. */
export function quadraticForm(matrix: Matrix, vector: ArrayLike<number>): number {
  const product = multiplyVector(matrix, vector);
  let sum = 0;
  for (let j = 0; j < product.length; j++) sum += (product[j] as number) * (vector[j] as number);
  return sum;
}

/**
 * Square roots of the diagonal: standard errors of a covariance matrix. NaN for a variance below 0, which two-way clustering
 * can give; rounding below 0 counts as 0.
 */
export function standardErrors(covariance: Matrix): Float64Array {
  const errors = new Float64Array(covariance.columns);
  let largest = 0;
  for (const value of covariance.values) largest = Math.max(largest, Math.abs(value));
  for (let j = 0; j < errors.length; j++) {
    const variance = covariance.values[j * covariance.columns + j] as number;
    errors[j] = variance < 0 && variance > -1e-14 * largest ? 0 : Math.sqrt(variance);
  }
  return errors;
}
