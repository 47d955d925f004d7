import { inverse, Matrix } from 'ml-matrix';
import type { SurveyDesign } from './design.ts';
import { degreesOfFreedomOf } from './design.ts';
import { answeredDomain } from './estimate.ts';
import { totalCovariance } from './variance.ts';

/** Outcome and link: `gaussian` identity, `binomial` logit, `poisson` log. */
export type SurveyFamily = 'gaussian' | 'binomial' | 'poisson';

export interface SurveyRegression {
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** Primary units less strata less coefficients, plus one; R `svyglm$df.residual`. */
  readonly degreesOfFreedom: number;
  readonly converged: boolean;
  /** Fitted mean of every respondent. */
  readonly fitted: Float64Array;
}

interface Link {
  readonly mean: (eta: number) => number;
  /** Derivative of the mean, which for these links is also the variance. */
  readonly slope: (mean: number) => number;
}

const LINKS: Readonly<Record<SurveyFamily, Link>> = {
  gaussian: { mean: (eta) => eta, slope: () => 1 },
  binomial: { mean: (eta) => 1 / (1 + Math.exp(-eta)), slope: (mean) => mean * (1 - mean) },
  poisson: { mean: Math.exp, slope: (mean) => mean },
};

const ITERATIONS = 50;

/**
 * Weighted regression with design-based standard errors (sandwich of the design covariance of the scores).
 *
 * `columns` are the explanatory variables, the constant among them. Agrees with R `survey::svyglm` with gaussian,
 * quasibinomial and quasipoisson families; R stops its iterations earlier, at 1e-8 of the deviance.
 */
export function surveyRegression(
  design: SurveyDesign,
  outcome: Float64Array,
  columns: readonly Float64Array[],
  family: SurveyFamily,
): SurveyRegression {
  const { mean, slope } = LINKS[family];
  const domain = answeredDomain([outcome, ...columns]);
  const weights = design.weights.map((weight, i) => (domain[i] === 0 ? 0 : weight));
  const values = outcome.map((value, i) => (domain[i] === 0 ? 0 : value));
  const width = columns.length;
  let coefficients = new Float64Array(width);
  let fitted = new Float64Array(design.size);
  let bread = Matrix.eye(width);
  let converged = false;
  const predict = (): void => {
    fitted = Float64Array.from({ length: design.size }, (_, i) =>
      mean(columns.reduce((sum, column, a) => sum + (column[i] as number) * (coefficients[a] as number), 0)),
    );
  };
  predict();
  for (let step = 0; step < ITERATIONS && !converged; step += 1) {
    const information = columns.map((left) =>
      columns.map((right) =>
        left.reduce(
          (sum, x, i) =>
            weights[i] === 0
              ? sum
              : sum + x * (right[i] as number) * (weights[i] as number) * slope(fitted[i] as number),
          0,
        ),
      ),
    );
    bread = inverse(new Matrix(information));
    const score = columns.map((column) =>
      column.reduce(
        (sum, x, i) =>
          weights[i] === 0 ? sum : sum + x * (weights[i] as number) * ((values[i] as number) - (fitted[i] as number)),
        0,
      ),
    );
    const move = bread.mmul(Matrix.columnVector(score)).to1DArray();
    coefficients = coefficients.map((value, a) => value + (move[a] as number));
    predict();
    converged = move.every((value, a) => Math.abs(value) <= 1e-11 * (1 + Math.abs(coefficients[a] as number)));
  }
  const influences = columns.map((_, a) =>
    Float64Array.from({ length: design.size }, (_unused, i) =>
      weights[i] === 0
        ? 0
        : columns.reduce((sum, column, b) => sum + bread.get(a, b) * (column[i] as number), 0) *
          (weights[i] as number) *
          ((values[i] as number) - (fitted[i] as number)),
    ),
  );
  const { matrix } = totalCovariance(design, influences, domain);
  return {
    coefficients,
    standardErrors: Float64Array.from(matrix, (row, a) => Math.sqrt(row[a] as number)),
    degreesOfFreedom: degreesOfFreedomOf(design, domain) + 1 - width,
    converged,
    fitted,
  };
}
