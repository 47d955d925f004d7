import { fUpperP, tQuantile, tTwoSidedP } from '../../distribution/index.ts';
import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';

/** An effect with everything needed to judge it. Where no error can be given, it and what follows from it are null. */
export interface Effect {
  /** NaN where nothing could be estimated; the error is then null too. */
  readonly estimate: number;
  readonly standardError: number | null;
  /** Of t; infinite where the interval is normal. */
  readonly degreesOfFreedom: number;
  readonly statistic: number | null;
  /** Two-sided, of no effect. */
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
}

/** Puts an effect together: t interval with the given degrees of freedom. */
export function effectOf(estimate: number, standardError: number, degreesOfFreedom: number, level = 0.95): Effect {
  const isKnown = standardError > 0 && Number.isFinite(standardError) && degreesOfFreedom > 0;
  if (!isKnown)
    return {
      estimate,
      standardError: null,
      degreesOfFreedom,
      statistic: null,
      p: null,
      lower: null,
      upper: null,
      level,
    };
  const reach = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const statistic = estimate / standardError;
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    p: tTwoSidedP(statistic, degreesOfFreedom),
    lower: estimate - reach,
    upper: estimate + reach,
    level,
  };
}

/** 100 (exp(b) - 1): effect on a log outcome in percent; the ends of the interval are transformed alike. */
export interface PercentEffect {
  readonly estimatePct: number;
  readonly lowerPct: number | null;
  readonly upperPct: number | null;
}

const percent = (value: number): number => 100 * Math.expm1(value);

/** Effect on the logarithm of an outcome as percent of the outcome. */
export const percentEffect = ({ estimate, lower, upper }: Effect): PercentEffect => ({
  estimatePct: percent(estimate),
  lowerPct: lower === null ? null : percent(lower),
  upperPct: upper === null ? null : percent(upper),
});

/** A joint test that several coefficients are 0. */
export interface JointTest {
  /** Wald statistic over the number of coefficients. */
  readonly f: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly p: number;
}

/** b'V⁻¹b. Null where V is singular: some coefficients are combinations of others or have no error. */
export function waldStatistic(estimates: ArrayLike<number>, covariance: Matrix): number | null {
  if (estimates.length === 0) return null;
  const factor = factorCholesky(covariance, 1e-12);
  if (factor.dependent.length > 0) return null;
  const solved = solveCholesky(factor, estimates);
  return solved.reduce((sum, value, j) => sum + value * (estimates[j] as number), 0);
}

/** F test that all estimates are 0; null where their covariance is singular. */
export function jointTest(estimates: ArrayLike<number>, covariance: Matrix, denominator: number): JointTest | null {
  const wald = waldStatistic(estimates, covariance);
  if (wald === null) return null;
  const numerator = estimates.length;
  const f = wald / numerator;
  return { f, numerator, denominator, p: fUpperP(f, numerator, denominator) };
}

/** Rows and columns `which` of a square matrix. */
export function submatrix(square: Matrix, which: readonly number[]): Matrix {
  const part = zeroMatrix(which.length, which.length);
  which.forEach((i, a) => {
    which.forEach((j, b) => {
      part.values[a * which.length + b] = square.values[i * square.columns + j] as number;
    });
  });
  return part;
}
