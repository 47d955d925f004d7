import { type Matrix, zeroMatrix } from './matrix.ts';

/** A matrix of which only the elements other than 0 are kept, one row after the other: dummies cost next to nothing. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Elements of row i are those from `from[i]` to before `from[i + 1]`. */
  readonly from: Uint32Array;
  /** Column of every element, ascending within a row. */
  readonly column: Uint16Array;
  readonly values: Float64Array;
}

/** The elements other than 0 of a dense matrix. */
export function sparseOf({ rows, columns, values }: Matrix): SparseMatrix {
  let size = 0;
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) size++;
  const from = new Uint32Array(rows + 1);
  const column = new Uint16Array(size);
  const kept = new Float64Array(size);
  for (let i = 0, at = 0, next = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) {
      const value = values[at] as number;
      if (value === 0) continue;
      column[next] = j;
      kept[next++] = value;
    }
    from[i + 1] = next;
  }
  return { rows, columns, from, column, values: kept };
}

/** Root mean square of every column; 1 for a column of zeros. */
export function sparseScales({ rows, columns, column, values }: SparseMatrix): Float64Array {
  const scale = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) {
    const j = column[at] as number;
    scale[j] = (scale[j] as number) + (values[at] as number) ** 2;
  }
  for (let j = 0; j < columns; j++) scale[j] = Math.sqrt((scale[j] as number) / rows) || 1;
  return scale;
}

/** A b, written into `product`. */
export function multiplySparse(
  { rows, from, column, values }: SparseMatrix,
  vector: ArrayLike<number>,
  product: Float64Array = new Float64Array(rows),
): Float64Array {
  const own = Float64Array.from(vector);
  for (let i = 0; i < rows; i++) {
    const end = from[i + 1] as number;
    let sum = 0;
    for (let at = from[i] as number; at < end; at++)
      sum += (values[at] as number) * (own[column[at] as number] as number);
    product[i] = sum;
  }
  return product;
}

/** X'w: weighted sums of the columns. */
export function columnSums(x: SparseMatrix, weights: Float64Array): Float64Array {
  const { rows, columns, from, column, values } = x;
  const sums = new Float64Array(columns);
  let end = 0;
  for (let i = 0; i < rows; i++) {
    const start = end;
    end = from[i + 1] as number;
    const weight = weights[i] as number;
    if (weight === 0) continue;
    for (let at = start; at < end; at++) {
      const j = column[at] as number;
      sums[j] = (sums[j] as number) + weight * (values[at] as number);
    }
  }
  return sums;
}

/** X' diag(w) y. */
export function weightedSums(x: SparseMatrix, weights: Float64Array, y: Float64Array): Float64Array {
  const { rows, columns, from, column, values } = x;
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const target = (weights[i] as number) * (y[i] as number);
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) {
      const j = column[at] as number;
      sums[j] = (sums[j] as number) + target * (values[at] as number);
    }
  }
  return sums;
}

/** X' diag(w) X, and X' diag(w) y, in one pass over the rows. */
export function normalEquations(
  x: SparseMatrix,
  weights: Float64Array,
  y: Float64Array,
): { readonly square: Matrix; readonly sums: Float64Array } {
  const { rows, columns, from, column, values } = x;
  const square = zeroMatrix(columns, columns);
  const squares = square.values;
  const sums = new Float64Array(columns);
  let end = 0;
  for (let i = 0; i < rows; i++) {
    const start = end;
    end = from[i + 1] as number;
    const weight = weights[i] as number;
    if (weight === 0) continue;
    const target = weight * (y[i] as number);
    for (let a = start; a < end; a++) {
      const j = column[a] as number;
      const value = values[a] as number;
      sums[j] = (sums[j] as number) + target * value;
      const row = j * columns;
      const factor = weight * value;
      for (let b = a; b < end; b++) {
        const at = row + (column[b] as number);
        squares[at] = (squares[at] as number) + factor * (values[b] as number);
      }
    }
  }
  for (let j = 0; j < columns; j++)
    for (let l = 0; l < j; l++) squares[j * columns + l] = squares[l * columns + j] as number;
  return { square, sums };
}

/** X' diag(w) X. */
export const weightedSquares = (x: SparseMatrix, weights: Float64Array): Matrix =>
  normalEquations(x, weights, weights).square;
