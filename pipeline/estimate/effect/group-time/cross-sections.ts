import { factorCholesky, solveCholesky } from '../../numeric/cholesky.ts';
import { crossProduct, type Matrix, multiplyVector } from '../../numeric/matrix.ts';
import { sparseOf } from '../../numeric/sparse.ts';
import { fitScore, NO_OVERLAP, type SampleProblem, TRIM, type TwoPeriodEffect } from './two-period.ts';

/** Units of two groups, some seen before and others after: repeated cross-sections, or a panel with gaps. */
export interface CrossSections {
  /** 1 treated group, 0 controls. */
  readonly treated: ArrayLike<number>;
  /** 1 seen in the later period. */
  readonly after: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  /** Covariates with intercept. */
  readonly x: Matrix;
  readonly weights?: ArrayLike<number>;
}

/** A weighted mean of values with every unit's influence on it. */
interface Mean {
  readonly value: number;
  readonly influence: Float64Array;
  readonly weight: Float64Array;
  readonly total: number;
}

/** A fitted model: how its error moves a mean whose derivative by the coefficients is given. */
interface Fitted {
  readonly predicted: Float64Array;
  readonly influence: (derivative: Float64Array) => Float64Array;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function weightedMean(weight: Float64Array, values: (i: number) => number): Mean {
  const total = meanOf(weight);
  const value = meanOf(weight.map((own, i) => (own === 0 ? 0 : own * values(i)))) / total;
  const influence = weight.map((own, i) => (own === 0 ? 0 : (own * (values(i) - value)) / total));
  return { value, influence, weight, total };
}

/** Means of the columns of x times what is given. */
function columnMeans({ rows, columns, values }: Matrix, factor: (i: number) => number): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const own = factor(i);
    if (own === 0) continue;
    for (let j = 0; j < columns; j++)
      means[j] = (means[j] as number) + (own * (values[i * columns + j] as number)) / rows;
  }
  return means;
}

/** Least squares of the outcome among units of weight above 0; null where columns depend on each other. */
function regression(x: Matrix, outcome: ArrayLike<number>, weight: Float64Array): Fitted | null {
  const square = crossProduct(x, weight);
  const factor = factorCholesky({ ...square, values: square.values.map((value) => value / x.rows) }, 1e-12);
  if (factor.dependent.length > 0) return null;
  const right = columnMeans(x, (i) => (weight[i] as number) * (outcome[i] as number));
  const predicted = multiplyVector(x, solveCholesky(factor, right));
  return {
    predicted,
    influence: (derivative) => {
      const moved = multiplyVector(x, solveCholesky(factor, derivative));
      return moved.map(
        (value, i) => (weight[i] as number) * ((outcome[i] as number) - (predicted[i] as number)) * value,
      );
    },
  };
}

/** Logit of the group, and the odds by which controls are weighted. */
function scoreOf(
  { x, treated }: CrossSections,
  weight: Float64Array,
): (Fitted & { odds: Float64Array }) | SampleProblem {
  const fit = fitScore(sparseOf(x), treated, weight);
  if (fit.aliased.length > 0) return 'collinear_covariates';
  if (!fit.hasConverged) return 'score_not_converged';
  if (fit.fitted.some((e) => e >= NO_OVERLAP)) return 'no_overlap';
  const odds = fit.fitted.map((e, i) => (treated[i] === 1 || e >= TRIM ? 0 : e / (1 - e)));
  return {
    predicted: fit.fitted,
    odds,
    influence: (derivative) => {
      const moved = multiplyVector(x, multiplyVector(fit.covariance, derivative));
      const residual = (i: number): number =>
        (weight[i] as number) * ((treated[i] as number) - (fit.fitted[i] as number));
      return moved.map((value, i) => x.rows * residual(i) * value);
    },
  };
}

/** Sum of terms, each with its sign. */
function combine(size: number, terms: readonly (readonly [sign: number, influence: Float64Array])[]): Float64Array {
  const sum = new Float64Array(size);
  for (const [sign, influence] of terms)
    for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + sign * (influence[i] as number);
  return sum;
}

/** Weights of treated and controls before and after, of all treated, and plain weights of controls. */
function weightsOf({ treated, after, weights }: CrossSections, size: number, odds: Float64Array | null) {
  const plain = Float64Array.from({ length: size }, (_, i) => (weights === undefined ? 1 : (weights[i] as number)));
  const mean = meanOf(plain);
  const part = (arm: 0 | 1, time: 0 | 1 | null, factor: (i: number) => number): Float64Array =>
    plain.map((own, i) =>
      (treated[i] === 1 ? 1 : 0) === arm && (time === null || (after[i] === 1 ? 1 : 0) === time)
        ? (own / mean) * factor(i)
        : 0,
    );
  const one = () => 1;
  const likeTreated = (i: number): number => (odds === null ? 1 : (odds[i] as number));
  return {
    all: plain.map((own) => own / mean),
    treated: part(1, null, one),
    treatedBefore: part(1, 0, one),
    treatedAfter: part(1, 1, one),
    controlBefore: part(0, 0, likeTreated),
    controlAfter: part(0, 1, likeTreated),
    plainBefore: part(0, 0, one),
    plainAfter: part(0, 1, one),
  };
}

/** Weighted mean of the covariates. */
const centreOf = (x: Matrix, { weight, total }: Mean): Float64Array =>
  columnMeans(x, (i) => (weight[i] as number) / total);

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, j) => value - (b[j] as number));

/**
 * Effect on the treated from repeated cross-sections, with every row's influence on it (Sant'Anna and Zhao 2020): `reg`
 * regressions among controls before and after, `ipw` weights by the odds of the score, `dr` both with regressions among the
 * treated too, locally efficient. The composition of the groups must not change over time. R `DRDID::reg_did_rc`,
 * `std_ipw_did_rc` and `drdid_rc`.
 */
export function crossSectionEffect(
  sample: CrossSections,
  method: 'reg' | 'ipw' | 'dr' = 'dr',
): TwoPeriodEffect | SampleProblem {
  const { x, outcome } = sample;
  const n = x.rows;
  const plain = weightsOf(sample, n, null);
  const score = method === 'reg' ? null : scoreOf(sample, plain.all);
  if (typeof score === 'string') return score;
  const weights = score === null ? plain : weightsOf(sample, n, score.odds);
  const hasRegression = method !== 'ipw';
  const before = hasRegression ? regression(x, outcome, weights.plainBefore) : null;
  const after = hasRegression ? regression(x, outcome, weights.plainAfter) : null;
  if (hasRegression && (before === null || after === null)) return 'collinear_covariates';
  /** The outcome less what is predicted of controls in its period. */
  const left = (i: number): number => {
    if (before === null || after === null || method === 'reg') return outcome[i] as number;
    return (outcome[i] as number) - ((sample.after[i] === 1 ? after : before).predicted[i] as number);
  };
  const treatedAfter = weightedMean(weights.treatedAfter, left);
  const treatedBefore = weightedMean(weights.treatedBefore, left);
  const change = treatedAfter.value - treatedBefore.value;
  const terms: [number, Float64Array][] = [
    [1, treatedAfter.influence],
    [-1, treatedBefore.influence],
  ];
  if (method === 'reg' && before !== null && after !== null) {
    const expected = weightedMean(
      weights.treated,
      (i) => (after.predicted[i] as number) - (before.predicted[i] as number),
    );
    const centre = centreOf(x, expected);
    terms.push([-1, expected.influence], [-1, after.influence(centre)], [1, before.influence(centre)]);
    return { estimate: change - expected.value, influence: combine(n, terms) };
  }
  const controlAfter = weightedMean(weights.controlAfter, left);
  const controlBefore = weightedMean(weights.controlBefore, left);
  const slope = ({ weight, total, value }: Mean): Float64Array =>
    columnMeans(x, (i) => (weight[i] === 0 ? 0 : ((weight[i] as number) * (left(i) - value)) / total));
  terms.push([-1, controlAfter.influence], [1, controlBefore.influence]);
  if (score !== null) terms.push([-1, score.influence(minus(slope(controlAfter), slope(controlBefore)))]);
  const plainEstimate = change - (controlAfter.value - controlBefore.value);
  if (before === null || after === null) return { estimate: plainEstimate, influence: combine(n, terms) };
  const ownBefore = regression(x, outcome, weights.treatedBefore);
  const ownAfter = regression(x, outcome, weights.treatedAfter);
  if (ownBefore === null || ownAfter === null) return 'collinear_covariates';
  const gap = (own: Fitted, other: Fitted) => (i: number) =>
    (own.predicted[i] as number) - (other.predicted[i] as number);
  const [gapAfter, gapBefore] = [gap(ownAfter, after), gap(ownBefore, before)];
  const allAfter = weightedMean(weights.treated, gapAfter);
  const someAfter = weightedMean(weights.treatedAfter, gapAfter);
  const allBefore = weightedMean(weights.treated, gapBefore);
  const someBefore = weightedMean(weights.treatedBefore, gapBefore);
  const centre = centreOf(x, allAfter);
  terms.push(
    [1, allAfter.influence],
    [-1, someAfter.influence],
    [-1, allBefore.influence],
    [1, someBefore.influence],
    [1, after.influence(minus(centreOf(x, controlAfter), centre))],
    [-1, before.influence(minus(centreOf(x, controlBefore), centre))],
    [1, ownAfter.influence(minus(centre, centreOf(x, treatedAfter)))],
    [-1, ownBefore.influence(minus(centre, centreOf(x, treatedBefore)))],
  );
  return {
    estimate: plainEstimate + (allAfter.value - someAfter.value) - (allBefore.value - someBefore.value),
    influence: combine(n, terms),
  };
}
