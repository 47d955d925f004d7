import { type Matrix, zeroMatrix } from './matrix.ts';

/** Eigenvalues and eigenvectors (columns of `vectors`) of a symmetric matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/** Eigenvalues of a symmetric matrix by cyclic Jacobi rotations: slow for large matrices, exact to the last digits for small. */
export function eigenSymmetric(symmetric: Matrix): Eigen {
  const size = symmetric.columns;
  const a = symmetric.values.slice();
  const vectors = zeroMatrix(size, size);
  const v = vectors.values;
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const rotate = (m: Float64Array, at: number, bt: number, cosine: number, sine: number): void => {
    const x = m[at] as number;
    const y = m[bt] as number;
    m[at] = cosine * x - sine * y;
    m[bt] = sine * x + cosine * y;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const square = (a[i * size + j] as number) ** 2;
        all += square;
        if (i !== j) off += square;
      }
    if (off <= 1e-32 * all) break;
    for (let p = 0; p < size - 1; p++)
      for (let q = p + 1; q < size; q++) {
        const element = a[p * size + q] as number;
        if (element === 0) continue;
        const theta = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * element);
        const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        const sine = tangent * cosine;
        for (let m = 0; m < size; m++) rotate(a, m * size + p, m * size + q, cosine, sine);
        for (let m = 0; m < size; m++) rotate(a, p * size + m, q * size + m, cosine, sine);
        for (let m = 0; m < size; m++) rotate(v, m * size + p, m * size + q, cosine, sine);
      }
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i] as number), vectors };
}

/** Symmetric power of a positive semi-definite matrix; eigenvalues below `tolerance` of the largest are dropped. */
export function symmetricPower(symmetric: Matrix, power: number, tolerance = 1e-12): Matrix {
  const { values, vectors } = eigenSymmetric(symmetric);
  const size = values.length;
  const largest = Math.max(...values);
  const result = zeroMatrix(size, size);
  for (let l = 0; l < size; l++) {
    const value = values[l] as number;
    if (!(value > tolerance * largest)) continue;
    const factor = value ** power;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        result.values[i * size + j] =
          (result.values[i * size + j] as number) +
          factor * (vectors.values[i * size + l] as number) * (vectors.values[j * size + l] as number);
  }
  return result;
}
