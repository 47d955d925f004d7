/** How strong a confounder is, as partial R² given all that the regression holds. */
export interface ConfounderStrength {
  /** With treatment. */
  readonly treatment: number;
  /** With the outcome, treatment given. */
  readonly outcome: number;
}

/** A coefficient of a regression. */
export interface RegressionEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** Partial R² of a covariate from its t; R `sensemakr::partial_r2`. */
export const partialR2 = (t: number, degreesOfFreedom: number): number => (t * t) / (t * t + degreesOfFreedom);

/**
 * What the coefficient of treatment would be, had a confounder of this strength been in the regression and worked towards 0
 * (`towards: 'null'`, default) or away from it: exact for least squares. R `sensemakr::adjusted_estimate` and `adjusted_se`
 * (Cinelli and Hazlett 2020).
 */
export function withConfounder(
  { estimate, standardError, degreesOfFreedom }: RegressionEstimate,
  { treatment, outcome }: ConfounderStrength,
  towards: 'null' | 'away' = 'null',
): RegressionEstimate {
  const factor = Math.sqrt((outcome * treatment) / (1 - treatment));
  const bias = factor * standardError * Math.sqrt(degreesOfFreedom);
  const size = Math.abs(estimate) + (towards === 'null' ? -bias : bias);
  const inflation = Math.sqrt(((1 - outcome) / (1 - treatment)) * (degreesOfFreedom / (degreesOfFreedom - 1)));
  return {
    estimate: estimate < 0 ? -size : size,
    standardError: standardError * inflation,
    degreesOfFreedom: degreesOfFreedom - 1,
  };
}

/**
 * Strength of a confounder `times` as strong as a covariate is: with treatment as seen in the regression of treatment on the
 * other covariates, with the outcome as seen in the outcome regression. Null where nothing can be so strong. R
 * `sensemakr::ovb_partial_r2_bound`, `times` being kd and `timesOutcome` ky.
 */
export function benchmarkStrength(
  covariate: ConfounderStrength,
  times = 1,
  timesOutcome: number = times,
): ConfounderStrength | null {
  const { treatment, outcome } = covariate;
  const odds = treatment / (1 - treatment);
  const overlap = (times * treatment * odds) / (1 - times * treatment);
  if (times * odds >= 1 || overlap >= 1) return null;
  const pull = (Math.sqrt(timesOutcome) + Math.sqrt(overlap)) / Math.sqrt(1 - overlap);
  return { treatment: times * odds, outcome: Math.min(1, pull * pull * (outcome / (1 - outcome))) };
}
