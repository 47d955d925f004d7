import { type Cholesky, factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { crossProduct, crossProductVector, type Matrix } from '../../numeric/matrix.ts';
import { logitFamily } from '../score/family.ts';
import { fitGlm } from '../score/glm.ts';

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
  readonly x: Matrix;
  readonly weights?: ArrayLike<number>;
}

/** Why no effect can be estimated from a sample. */
export type SampleProblem = 'collinear_covariates' | 'no_overlap' | 'score_not_converged';

/** Controls with a score of at least this are given no weight, as R DRDID from 1.2.2. */
const TRIM = 0.995;
/** A score of at least this anywhere means that treated units have no like among the controls, as R did. */
const NO_OVERLAP = 0.999;

/** What does not depend on outcomes: shared by all cells with the same units. */
export interface PreparedSample {
  readonly sample: TwoPeriodSample;
  readonly method: TwoPeriodMethod;
  readonly treatedWeight: Float64Array;
  readonly controlWeight: Float64Array;
  /** Means of treatedWeight and controlWeight. */
  readonly treatedMean: number;
  readonly controlMean: number;
  /** Of weight x (1 - D) x x' over n. Null where no regression is fitted. */
  readonly regression: Cholesky | null;
  /** Score's residual times weight, and n times its inverse information. Null where no score is fitted. */
  readonly score: {
    readonly residual: Float64Array;
    readonly covariance: Matrix;
    readonly coefficients: Float64Array;
  } | null;
}

const scaledBy = (matrix: Matrix, factor: number): Matrix => ({
  ...matrix,
  values: matrix.values.map((value) => value * factor),
});

/** Fits what does not depend on outcomes. `start`: coefficients of a similar sample's score. */
export function prepareSample(
  sample: TwoPeriodSample,
  wanted: TwoPeriodMethod,
  start?: Float64Array,
): PreparedSample | SampleProblem {
  const { treated, x, weights } = sample;
  const n = x.rows;
  const method = x.columns === 1 && wanted !== 'ipw-ht' ? 'reg' : wanted;
  const treatedWeight = new Float64Array(n);
  const controlWeight = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (treated[i] === 1) treatedWeight[i] = weight;
    else controlWeight[i] = weight;
  }
  let regression: Cholesky | null = null;
  if (method === 'reg' || method === 'dr') {
    regression = factorCholesky(scaledBy(crossProduct(x, controlWeight), 1 / n), 1e-12);
    if (regression.dependent.length > 0) return 'collinear_covariates';
  }
  let score: PreparedSample['score'] = null;
  if (method !== 'reg') {
    const fit = fitGlm(x, treated, logitFamily, {
      ...(weights === undefined ? {} : { weights }),
      ...(start === undefined ? {} : { start }),
    });
    if (fit.aliased.length > 0) return 'collinear_covariates';
    if (fit.fitted.some((value) => value >= NO_OVERLAP)) return 'no_overlap';
    if (!fit.hasConverged) return 'score_not_converged';
    const residual = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const e = fit.fitted[i] as number;
      residual[i] = (treatedWeight[i] as number) * (1 - e) - (controlWeight[i] as number) * e;
      controlWeight[i] = e >= TRIM ? 0 : ((controlWeight[i] as number) * e) / (1 - e);
    }
    score = { residual, covariance: scaledBy(fit.covariance, n), coefficients: fit.coefficients };
  }
  let treatedSum = 0;
  let controlSum = 0;
  for (let i = 0; i < n; i++) {
    treatedSum += treatedWeight[i] as number;
    controlSum += controlWeight[i] as number;
  }
  const treatedMean = treatedSum / n;
  const controlMean = method === 'ipw-ht' ? treatedMean : controlSum / n;
  return { sample, method, treatedWeight, controlWeight, treatedMean, controlMean, regression, score };
}

/** Effect on the treated and every unit's influence on it: the error of the estimate is their mean. */
export interface TwoPeriodEffect {
  readonly estimate: number;
  readonly influence: Float64Array;
}

/** Dot product of row i with a vector. */
function dotRow(x: Matrix, i: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0, at = i * x.columns; j < x.columns; j++, at++) sum += (x.values[at] as number) * (vector[j] as number);
  return sum;
}

const combine = (a: Float64Array, factorA: number, b: Float64Array, factorB: number): Float64Array =>
  a.map((value, j) => value * factorA + (b[j] as number) * factorB);

const timesMatrix = (matrix: Matrix, vector: Float64Array): Float64Array =>
  vector.map((_value, i) => dotRow(matrix, i, vector));

/**
 * Effect on the treated of a change in outcome between two periods, with its influence function (Sant'Anna and Zhao 2020).
 * R `DRDID::reg_did_panel`, `std_ipw_did_panel`, `ipw_did_panel` and `drdid_panel`.
 */
export function estimateTwoPeriod(prepared: PreparedSample, change: Float64Array): TwoPeriodEffect {
  const { sample, method, treatedWeight, controlWeight, treatedMean, controlMean, regression, score } = prepared;
  const { x, treated, weights } = sample;
  const n = x.rows;
  const mean = (vector: Float64Array): Float64Array => vector.map((value) => value / n);
  const plainControl = (i: number): number =>
    treated[i] === 1 ? 0 : weights === undefined ? 1 : (weights[i] as number);
  const left = Float64Array.from(change);
  const predicted = new Float64Array(n);
  if (regression !== null) {
    const control = score === null ? controlWeight : Float64Array.from(change, (_value, i) => plainControl(i));
    const coefficients = solveCholesky(regression, mean(crossProductVector(x, change, control)));
    for (let i = 0; i < n; i++) {
      predicted[i] = dotRow(x, i, coefficients);
      left[i] = (left[i] as number) - (predicted[i] as number);
    }
  }
  let treatedSum = 0;
  let controlSum = 0;
  for (let i = 0; i < n; i++) {
    treatedSum += (treatedWeight[i] as number) * (left[i] as number);
    controlSum += (controlWeight[i] as number) * (left[i] as number);
  }
  const isRegression = method === 'reg';
  const etaTreated = treatedSum / n / treatedMean;
  const etaControl = isRegression ? 0 : controlSum / n / controlMean;
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = (treatedWeight[i] as number) * ((left[i] as number) - etaTreated);
    influence[i] = own / treatedMean;
    if (isRegression) continue;
    const eta = method === 'ipw-ht' ? 0 : etaControl;
    const other = (controlWeight[i] as number) * ((left[i] as number) - eta);
    influence[i] = (influence[i] as number) - other / controlMean;
    if (method === 'ipw-ht')
      influence[i] = (influence[i] as number) + ((treatedWeight[i] as number) * etaControl) / treatedMean;
  }
  if (regression !== null) {
    const treatedX = mean(crossProductVector(x, treatedWeight));
    const controlX = isRegression ? treatedX : mean(crossProductVector(x, controlWeight));
    const pull = isRegression
      ? treatedX.map((value) => value / treatedMean)
      : combine(treatedX, 1 / treatedMean, controlX, -1 / controlMean);
    const direction = solveCholesky(regression, pull);
    for (let i = 0; i < n; i++) {
      const control = plainControl(i);
      if (control === 0) continue;
      influence[i] = (influence[i] as number) - control * (left[i] as number) * dotRow(x, i, direction);
    }
  }
  if (score !== null) {
    const eta = method === 'ipw-ht' ? 0 : etaControl;
    const slope = mean(
      crossProductVector(
        x,
        left.map((value, i) => (controlWeight[i] as number) * (value - eta)),
      ),
    );
    const direction = timesMatrix(score.covariance, slope).map((value) => value / controlMean);
    for (let i = 0; i < n; i++)
      influence[i] = (influence[i] as number) - (score.residual[i] as number) * dotRow(x, i, direction);
  }
  return { estimate: etaTreated - etaControl, influence };
}
