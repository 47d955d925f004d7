import { type Cholesky, factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { type Matrix, multiplyVector } from '../../numeric/matrix.ts';
import { columnSums, type SparseMatrix, sparseOf, weightedSquares } from '../../numeric/sparse.ts';
import { logitFamily } from '../score/family.ts';
import { fitGlm, type GlmFit } from '../score/glm.ts';

/**
 * How controls are made comparable: `reg` regression of the change on covariates among controls; `ipw` weighting controls by
 * the odds of the score, weights scaled to sum to 1 (Hajek); `ipw-ht` the same not scaled (Abadie 2005); `dr` both, right if
 * either model is (Sant'Anna and Zhao 2020). Without covariates all are the difference of mean changes.
 */
export type TwoPeriodMethod = 'reg' | 'ipw' | 'ipw-ht' | 'dr';

/** Treated and control units with both periods observed. */
export interface TwoPeriodSample {
  /** 1 treated, 0 control. */
  readonly treated: Uint8Array;
  /** Covariates as of the earlier period, with intercept. */
  readonly x: Matrix | SparseMatrix;
  readonly weights?: ArrayLike<number>;
}

/** Why no effect can be estimated from a sample. */
export type SampleProblem = 'collinear_covariates' | 'no_overlap' | 'score_not_converged';

/** Controls with a score of at least this are given no weight, as R DRDID from 1.2.2. */
export const TRIM = 0.995;
/** A score of at least this anywhere means that treated units have no like among the controls, as R did. */
export const NO_OVERLAP = 0.999;

/** What does not depend on outcomes: shared by all cells with the same units. */
export interface PreparedSample {
  readonly sample: TwoPeriodSample;
  /** Covariates without their zeros. */
  readonly x: SparseMatrix;
  readonly method: TwoPeriodMethod;
  /** Sampling weights of treated units, of controls, and of controls times the odds of their score; 0 elsewhere. */
  readonly treatedWeight: Float64Array | Uint8Array;
  readonly plainWeight: Float64Array | Uint8Array;
  readonly controlWeight: Float64Array | Uint8Array;
  /** Means of treatedWeight and controlWeight. */
  readonly treatedMean: number;
  readonly controlMean: number;
  /** Regression among controls: its cross-product over n, and what its error does to the effect. */
  readonly regression: { readonly factor: Cholesky; readonly direction: Float64Array } | null;
  /** Score's residual times weight, and n times its inverse information. */
  readonly score: { readonly residual: Float64Array; readonly covariance: Matrix } | null;
  /** Coefficients of the score: a start for that of a similar sample. */
  readonly coefficients: Float64Array | undefined;
}

const scaledBy = (matrix: Matrix, factor: number): Matrix => ({
  ...matrix,
  values: matrix.values.map((value) => value * factor),
});

const meanOf = (values: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
};

/** Means of the columns of diag(w) X. */
const weightedMeans = (x: SparseMatrix, weights: Float64Array): Float64Array =>
  columnSums(x, weights).map((value) => value / x.rows);

/** Dot product of row i with a vector. */
function dotRow({ from, column, values }: SparseMatrix, i: number, vector: Float64Array): number {
  const end = from[i + 1] as number;
  let sum = 0;
  for (let at = from[i] as number; at < end; at++)
    sum += (values[at] as number) * (vector[column[at] as number] as number);
  return sum;
}

const isBeyondOverlap = (e: number): boolean => e >= NO_OVERLAP;

/**
 * Logit of treatment. A start that leads nowhere, or to where arms do not overlap, is not trusted: R starts afresh everywhere.
 * Where no treated unit has what some controls have (a sector, say), a coefficient runs away while those controls' score goes
 * to 0 and their weight with it; the deviance then settles, which is when R stops.
 */
export function fitScore(
  x: SparseMatrix,
  treated: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  start?: Float64Array,
): GlmFit {
  const options = weights === undefined ? {} : { weights };
  if (start !== undefined) {
    const near = fitGlm(x, treated, logitFamily, { ...options, start, stop: 'coefficients' });
    const isTrusted = near.hasConverged && near.aliased.length === 0 && !near.fitted.some(isBeyondOverlap);
    if (isTrusted) return near;
  }
  const fit = fitGlm(x, treated, logitFamily, { ...options, stop: 'coefficients' });
  return fit.hasConverged ? fit : fitGlm(x, treated, logitFamily, options);
}

/** Fits what does not depend on outcomes. `start`: coefficients of a similar sample's score. */
export function prepareSample(
  sample: TwoPeriodSample,
  wanted: TwoPeriodMethod,
  start?: Float64Array,
): PreparedSample | SampleProblem {
  const { treated, weights } = sample;
  const x = 'from' in sample.x ? sample.x : sparseOf(sample.x);
  const n = x.rows;
  const method = x.columns === 1 && wanted !== 'ipw-ht' ? 'reg' : wanted;
  const treatedWeight = new Float64Array(n);
  const plainWeight = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (treated[i] === 1) treatedWeight[i] = weight;
    else plainWeight[i] = weight;
  }
  const treatedMean = meanOf(treatedWeight);
  const hasRegression = method === 'reg' || method === 'dr';
  const factor = hasRegression ? factorCholesky(scaledBy(weightedSquares(x, plainWeight), 1 / n), 1e-12) : null;
  if (factor !== null && factor.dependent.length > 0) return 'collinear_covariates';
  let controlWeight = plainWeight;
  let score: PreparedSample['score'] = null;
  let coefficients: Float64Array | undefined;
  if (method !== 'reg') {
    const fit = fitScore(x, treated, weights, start);
    if (fit.aliased.length > 0) return 'collinear_covariates';
    const residual = new Float64Array(n);
    controlWeight = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const e = fit.fitted[i] as number;
      if (isBeyondOverlap(e)) return 'no_overlap';
      const plain = plainWeight[i] as number;
      residual[i] = (treatedWeight[i] as number) * (1 - e) - plain * e;
      controlWeight[i] = e >= TRIM ? 0 : (plain * e) / (1 - e);
    }
    if (!fit.hasConverged) return 'score_not_converged';
    score = { residual, covariance: scaledBy(fit.covariance, n) };
    coefficients = fit.coefficients;
  }
  const controlMean = method === 'ipw-ht' ? treatedMean : meanOf(controlWeight);
  let regression: PreparedSample['regression'] = null;
  if (factor !== null) {
    const pull = weightedMeans(x, treatedWeight).map((value) => value / treatedMean);
    if (score !== null)
      weightedMeans(x, controlWeight).forEach((value, j) => {
        pull[j] = (pull[j] as number) - value / controlMean;
      });
    regression = { factor, direction: solveCholesky(factor, pull) };
  }
  const kept =
    weights === undefined
      ? { treatedWeight: treated, plainWeight: treated.map((own) => 1 - own) }
      : { treatedWeight, plainWeight };
  return {
    sample,
    x,
    method,
    ...kept,
    controlWeight: method === 'reg' ? kept.plainWeight : controlWeight,
    treatedMean,
    controlMean,
    regression,
    score,
    coefficients,
  };
}

/** Effect on the treated and every unit's influence on it: the error of the estimate is their mean. */
export interface TwoPeriodEffect {
  readonly estimate: number;
  readonly influence: Float64Array;
}

/** The change less what the regression among controls predicts; the change itself without a regression. */
function unexplained({ x, plainWeight, regression }: PreparedSample, change: Float64Array): Float64Array {
  if (regression === null) return change;
  const left = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) left[i] = (plainWeight[i] as number) * (change[i] as number);
  const coefficients = solveCholesky(regression.factor, weightedMeans(x, left));
  for (let i = 0; i < x.rows; i++) left[i] = (change[i] as number) - dotRow(x, i, coefficients);
  return left;
}

/** What the error of the score does to the effect. */
function scoreDirection(prepared: PreparedSample, left: Float64Array, centre: number): Float64Array | null {
  const { x, controlWeight, controlMean, score } = prepared;
  if (score === null) return null;
  const weighted = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) weighted[i] = (controlWeight[i] as number) * ((left[i] as number) - centre);
  return multiplyVector(score.covariance, weightedMeans(x, weighted)).map((value) => value / controlMean);
}

/**
 * Effect on the treated of a change in outcome between two periods, with its influence function (Sant'Anna and Zhao 2020).
 * R `DRDID::reg_did_panel`, `std_ipw_did_panel`, `ipw_did_panel` and `drdid_panel`.
 */
export function estimateTwoPeriod(prepared: PreparedSample, change: Float64Array): TwoPeriodEffect {
  const { x, method, treatedWeight, plainWeight, controlWeight, treatedMean, controlMean } = prepared;
  const { regression, score } = prepared;
  const n = x.rows;
  const left = unexplained(prepared, change);
  let treatedSum = 0;
  let controlSum = 0;
  for (let i = 0; i < n; i++) {
    treatedSum += (treatedWeight[i] as number) * (left[i] as number);
    controlSum += (controlWeight[i] as number) * (left[i] as number);
  }
  // A regression with an intercept among controls leaves them a mean of 0: they count through the regression alone.
  const usesControls = method !== 'reg';
  const treatedChange = treatedSum / n / treatedMean;
  const controlChange = usesControls ? controlSum / n / controlMean : 0;
  // Scaled weights (Hajek) centre controls at their own mean; weights that are not scaled move the effect with the treated.
  const controlCentre = method === 'ipw-ht' ? 0 : controlChange;
  const treatedCentre = method === 'ipw-ht' ? treatedChange - controlChange : treatedChange;
  const direction = scoreDirection(prepared, left, controlCentre);
  // What is left of a change is not needed once its influence is known.
  const influence = left === change ? new Float64Array(n) : left;
  for (let i = 0; i < n; i++) {
    const value = left[i] as number;
    let sum = ((treatedWeight[i] as number) * (value - treatedCentre)) / treatedMean;
    if (usesControls) sum -= ((controlWeight[i] as number) * (value - controlCentre)) / controlMean;
    const plain = plainWeight[i] as number;
    if (regression !== null && plain !== 0) sum -= plain * value * dotRow(x, i, regression.direction);
    if (score !== null && direction !== null) sum -= (score.residual[i] as number) * dotRow(x, i, direction);
    influence[i] = sum;
  }
  return { estimate: treatedChange - controlChange, influence };
}
