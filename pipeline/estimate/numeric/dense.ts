import { type Matrix, zeroMatrix } from './matrix.ts';

/** Orthonormal basis of the columns, by Gram-Schmidt done twice; columns that add nothing are dropped. */
export function orthonormal(matrix: Matrix): Matrix {
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

/** Multiplies every row by its factor. */
export const scaleRows = (matrix: Matrix, factors: ArrayLike<number>): Matrix => ({
  ...matrix,
  values: matrix.values.map((value, at) => value * (factors[Math.floor(at / matrix.columns)] as number)),
});

/** A plus `sign` times B. */
export const plus = (a: Matrix, b: Matrix, sign: number): Matrix => ({
  ...a,
  values: a.values.map((value, at) => value + sign * (b.values[at] as number)),
});
