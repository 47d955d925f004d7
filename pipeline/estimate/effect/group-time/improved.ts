import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { columnSums, multiplySparse, type SparseMatrix, sparseOf, weightedSquares } from '../../numeric/sparse.ts';
import { logitFamily } from '../score/family.ts';
import { fitGlm } from '../score/glm.ts';
import { type SampleProblem, TRIM, type TwoPeriodEffect, type TwoPeriodSample } from './two-period.ts';

const MOST_STEPS = 100;
/** Imbalance of a covariate, in its weighted absolute sum, that counts as none; and what rounding may leave. */
const CLOSE_ENOUGH = 1e-13;
const ROUNDING = 1e-9;

/** Loss whose minimum gives controls the covariate means of the treated, its slope, and the odds of controls. */
function lossAt(x: SparseMatrix, treated: Uint8Array, weights: Float64Array, coefficients: Float64Array) {
  const linear = multiplySparse(x, coefficients);
  const odds = linear.map((value, i) => (treated[i] === 1 ? 0 : Math.exp(value)));
  const pull = weights.map((weight, i) => weight * (treated[i] === 1 ? -1 : (odds[i] as number)));
  let loss = 0;
  for (let i = 0; i < odds.length; i++)
    loss += (weights[i] as number) * (treated[i] === 1 ? -(linear[i] as number) : (odds[i] as number));
  return { loss, odds, slope: columnSums(x, pull) };
}

/** Odds of controls that balance the covariates (inverse probability tilting), by Newton's method from the logit. */
function tiltedOdds(x: SparseMatrix, treated: Uint8Array, weights: Float64Array): Float64Array | SampleProblem {
  const start = fitGlm(x, treated, logitFamily, { weights });
  if (start.aliased.length > 0) return 'collinear_covariates';
  let coefficients = start.coefficients;
  let state = lossAt(x, treated, weights, coefficients);
  const scale = columnSums({ ...x, values: x.values.map(Math.abs) }, weights);
  const isBalanced = ({ slope }: { slope: Float64Array }, share: number): boolean =>
    slope.every((value, j) => Math.abs(value) <= share * (scale[j] as number));
  for (let step = 0; step < MOST_STEPS; step++) {
    if (isBalanced(state, CLOSE_ENOUGH)) return state.odds;
    const curvature = weightedSquares(
      x,
      weights.map((weight, i) => weight * (state.odds[i] as number)),
    );
    const move = solveCholesky(factorCholesky(curvature, 1e-13), state.slope);
    let share = 1;
    let next = state;
    let moved = coefficients;
    for (; share > 1e-8; share /= 2) {
      moved = coefficients.map((value, j) => value - share * (move[j] as number));
      next = lossAt(x, treated, weights, moved);
      if (next.loss <= state.loss) break;
    }
    if (share <= 1e-8) return isBalanced(state, ROUNDING) ? state.odds : 'score_not_converged';
    [coefficients, state] = [moved, next];
  }
  return isBalanced(state, ROUNDING) ? state.odds : 'score_not_converged';
}

/**
 * Doubly robust effect on the treated whose error also does not depend on estimating the models (Sant'Anna and Zhao 2020,
 * "improved"): the score tilts controls to the covariate means of the treated, the regression weights them so. R
 * `DRDID::drdid_imp_panel`, the default of `drdid`.
 */
export function improvedDoublyRobust(sample: TwoPeriodSample, change: Float64Array): TwoPeriodEffect | SampleProblem {
  const { treated } = sample;
  const x = 'from' in sample.x ? sample.x : sparseOf(sample.x);
  const given = Float64Array.from(treated, (_own, i) =>
    sample.weights === undefined ? 1 : (sample.weights[i] as number),
  );
  const mean = given.reduce((sum, weight) => sum + weight, 0) / x.rows;
  const weights = given.map((weight) => weight / mean);
  const odds = tiltedOdds(x, treated, weights);
  if (typeof odds === 'string') return odds;
  const tilted = weights.map((weight, i) => weight * (odds[i] as number));
  const factor = factorCholesky(weightedSquares(x, tilted), 1e-12);
  if (factor.dependent.length > 0) return 'collinear_covariates';
  const right = columnSums(
    x,
    tilted.map((weight, i) => weight * (change[i] as number)),
  );
  const predicted = multiplySparse(x, solveCholesky(factor, right));
  const parts = Float64Array.from(treated, (own, i) => {
    const left = (change[i] as number) - (predicted[i] as number);
    if (own === 1) return (weights[i] as number) * left;
    const isTrimmed = (odds[i] as number) >= TRIM / (1 - TRIM);
    return isTrimmed ? 0 : -(tilted[i] as number) * left;
  });
  const share = weights.reduce((sum, weight, i) => sum + (treated[i] === 1 ? weight : 0), 0) / x.rows;
  const estimate = parts.reduce((sum, part) => sum + part, 0) / x.rows / share;
  const influence = parts.map((part, i) => (part - (treated[i] === 1 ? (weights[i] as number) * estimate : 0)) / share);
  return { estimate, influence };
}
