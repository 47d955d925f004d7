import { factorCholesky } from '../../numeric/cholesky.ts';
import { type Matrix, multiply, multiplyVector, transpose, zeroMatrix } from '../../numeric/matrix.ts';
import { normal } from '../../numeric/random.ts';
import { quantiles } from '../../numeric/summary.ts';
import type { Restriction } from './restrictions.ts';
import { Simplex } from './simplex.ts';
import type { HonestStudy } from './study.ts';
import { truncatedNormalQuantile } from './truncated-normal.ts';

export interface TestOptions {
  readonly level: number;
  readonly seed: number;
  /** Draws behind the least favourable critical value. */
  readonly draws: number;
}

/** Decides whether a value of the parameter is compatible with a restriction. */
export type ParameterTest = (value: number) => boolean;

/** Columns of the moments that go with the parameter, and with what is left of the effects after the reference. */
function splitParameter(a: Matrix, { before, after, weights }: HonestStudy): { own: Float64Array; nuisance: Matrix } {
  const pivot = weights.findIndex((weight) => weight !== 0);
  const head = weights[pivot] as number;
  const own = new Float64Array(a.rows);
  const nuisance = zeroMatrix(a.rows, after - 1);
  for (let i = 0; i < a.rows; i++) {
    const lead = (a.values[i * a.columns + before + pivot] as number) / head;
    own[i] = lead;
    for (let j = 0, at = 0; j < after; j++) {
      if (j === pivot) continue;
      nuisance.values[i * (after - 1) + at++] =
        (a.values[i * a.columns + before + j] as number) - (weights[j] as number) * lead;
    }
  }
  return { own, nuisance };
}

/**
 * Conditional test with a least favourable first stage (Andrews, Roth and Pakes 2023; Rambachan and Roth 2023): is there a
 * violation of parallel trends in the restriction with which the parameter has this value? First-stage size is a tenth of
 * the whole. R `HonestDiD`, method "C-LF".
 */
export function conditionalTest(study: HonestStudy, { a, limit }: Restriction, options: TestOptions): ParameterTest {
  const alpha = 1 - options.level;
  const kappa = alpha / 10;
  const { own, nuisance } = splitParameter(a, study);
  const variance = multiply(multiply(a, study.covariance), transpose(a));
  const moments = multiplyVector(a, study.estimates).map((value, i) => value - (limit[i] as number));
  const errors = Float64Array.from({ length: a.rows }, (_, i) => Math.sqrt(variance.values[i * a.rows + i] as number));
  const unit = Math.max(...errors);
  // Dual of "least slack eta with moments - nuisance x delta <= eta x errors", in units of the largest error.
  const constraints = zeroMatrix(nuisance.columns + 1, a.rows);
  for (let i = 0; i < a.rows; i++) {
    constraints.values[i] = (errors[i] as number) / unit;
    for (let j = 0; j < nuisance.columns; j++)
      constraints.values[(j + 1) * a.rows + i] = nuisance.values[i * nuisance.columns + j] as number;
  }
  const simplex = Simplex.feasible(constraints, [1, ...new Array<number>(nuisance.columns).fill(0)]);
  if (simplex === null) return () => true;
  const scaled = (vector: Float64Array): Float64Array => vector.map((value) => value / unit);
  let critical: number | undefined;
  const criticalValue = (): number => {
    critical ??= leastFavourable(simplex, study.covariance, a, unit, 1 - kappa, options);
    return critical;
  };
  const size = (alpha - kappa) / (1 - kappa);
  return (value) => {
    const y = scaled(moments.map((moment, i) => moment - (own[i] as number) * value));
    // No moment is violated where eta is not above 0: no critical value is below that.
    if (simplex.maximise(y) <= 0) return true;
    const first = criticalValue();
    const eta = simplex.maximise(y);
    if (eta > first) return false;
    const weights = simplex.vertex();
    const product = multiplyVector(variance, weights).map((entry) => entry / (unit * unit));
    const spread = weights.reduce((sum, weight, i) => sum + weight * (product[i] as number), 0);
    if (spread < 1e-18) return eta <= 0;
    const slope = product.map((entry) => entry / spread);
    const base = y.map((entry, i) => entry - (slope[i] as number) * eta);
    const error = Math.sqrt(spread);
    const lower = simplex.range(base, slope, eta, -1) / error;
    const upper = Math.min(simplex.range(base, slope, eta, 1), first) / error;
    const statistic = eta / error;
    if (!(lower <= statistic && statistic <= upper)) return true;
    return statistic <= Math.max(0, truncatedNormalQuantile(1 - size, lower, upper));
  };
}

/** Quantile of the least slack when all moments are 0, from seeded draws. */
function leastFavourable(
  simplex: Simplex,
  covariance: Matrix,
  a: Matrix,
  unit: number,
  probability: number,
  { seed, draws }: TestOptions,
): number {
  const { lower } = factorCholesky(covariance, 1e-14);
  const spread = multiply(a, lower);
  const slack = new Float64Array(draws);
  const noise = new Float64Array(spread.columns);
  for (let draw = 0; draw < draws; draw++) {
    for (let j = 0; j < noise.length; j++) noise[j] = normal(seed, 2, draw, j) / unit;
    slack[draw] = simplex.maximise(multiplyVector(spread, noise));
  }
  return quantiles(slack, [probability])[0] as number;
}
