import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';

/** A point of the path. */
export type PathPoint = Float64Array;

/** Cross-product of the active coordinates. */
function activePart({ columns, values }: Matrix, active: readonly number[]): Matrix {
  const part = zeroMatrix(active.length, active.length);
  active.forEach((i, a) => {
    active.forEach((j, b) => {
      part.values[a * active.length + b] = values[i * columns + j] as number;
    });
  });
  return part;
}

/**
 * Corners of the path of minima of x'Qx + 2q'x + 2 penalty sum |x|, from the penalty at which all are 0 to none; between them it
 * runs straight. One coordinate enters or leaves at a corner (homotopy; Osborne, Presnell and Turlach 2000).
 */
export function leastAbsolutePath(quadratic: Matrix, linear: Float64Array): PathPoint[] {
  const size = linear.length;
  const point = new Float64Array(size);
  const path: PathPoint[] = [point.slice()];
  const pull = linear.map((value) => -value);
  const signs = new Float64Array(size);
  let penalty = pull.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const largest = penalty;
  let left = -1;
  for (let corner = 0; corner < 50 * (size + 1) && penalty > 1e-13 * largest; corner++) {
    for (let j = 0; j < size; j++)
      if (signs[j] === 0 && j !== left && Math.abs(pull[j] as number) >= penalty * (1 - 1e-12))
        signs[j] = Math.sign(pull[j] as number);
    const active = Array.from(signs.keys()).filter((j) => signs[j] !== 0);
    const factor = factorCholesky(activePart(quadratic, active), 1e-14);
    const move = solveCholesky(
      factor,
      active.map((j) => signs[j] as number),
    );
    const fall = Float64Array.from({ length: size }, (_, j) =>
      active.reduce((sum, i, a) => sum + (quadratic.values[j * size + i] as number) * (move[a] as number), 0),
    );
    let step = penalty;
    let leaving = -1;
    active.forEach((j, a) => {
      const until = -(point[j] as number) / (move[a] as number);
      if (until > 1e-14 * largest && until < step) [step, leaving] = [until, j];
    });
    for (let j = 0; j < size; j++) {
      if (signs[j] !== 0) continue;
      for (const side of [1, -1]) {
        const until = (penalty - side * (pull[j] as number)) / (1 - side * (fall[j] as number));
        if (j === left && Math.abs((pull[j] as number) - side * penalty) < 1e-10 * largest) continue;
        if (until > 0 && until < step) [step, leaving] = [until, -1];
      }
    }
    active.forEach((j, a) => {
      point[j] = (point[j] as number) + step * (move[a] as number);
    });
    for (let j = 0; j < size; j++) pull[j] = (pull[j] as number) - step * (fall[j] as number);
    penalty -= step;
    left = leaving;
    if (leaving !== -1) {
      point[leaving] = 0;
      signs[leaving] = 0;
    }
    path.push(point.slice());
  }
  return path;
}
