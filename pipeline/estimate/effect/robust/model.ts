import type { LeastSquares } from '../../numeric/least-squares.ts';
import { leastSquares, leastSquaresNormal } from '../../numeric/least-squares.ts';
import type { Matrix } from '../../numeric/matrix.ts';

/** A linear model together with what it was fitted to: what robust covariances need. */
export interface LinearModel {
  readonly x: Matrix;
  readonly weights: ArrayLike<number> | undefined;
  readonly fit: LeastSquares;
}

const LARGE = 20_000;

/** Least squares of y on x: by QR, above 20,000 rows by normal equations of scaled columns. */
export function linearModel(x: Matrix, y: ArrayLike<number>, weights?: ArrayLike<number>): LinearModel {
  const solve = x.rows > LARGE ? leastSquaresNormal : leastSquares;
  return { x, weights, fit: solve(x, y, weights) };
}

/** Weight of a row; 1 without weights. */
export const weightOf = ({ weights }: LinearModel, row: number): number =>
  weights === undefined ? 1 : (weights[row] as number);
