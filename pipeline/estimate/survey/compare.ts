import { tQuantile, tTwoSidedP } from '../distribution/index.ts';
import type { SurveyDesign } from './design.ts';
import type { SurveyEstimate } from './estimate.ts';
import { totalCovariance } from './variance.ts';

/** A comparison of two estimates of one design. */
export interface Comparison {
  readonly estimate: number;
  /** On the scale of the comparison: of the logarithm for ratios. */
  readonly standardError: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly degreesOfFreedom: number;
  /** Two-sided p of no difference; null without degrees of freedom. */
  readonly pValue: number | null;
}

/** Standard error of a combination of two estimates; their covariance comes with it, as both are influence columns. */
function combinedError(
  design: SurveyDesign,
  first: SurveyEstimate,
  second: SurveyEstimate,
  weights: readonly [number, number],
): number {
  const combined = first.influence.map((value, i) => weights[0] * value + weights[1] * (second.influence[i] as number));
  return Math.sqrt(totalCovariance(design, [combined]).matrix[0]?.[0] as number);
}

function compared(
  center: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
  scale: (x: number) => number,
): Comparison {
  const isUsable = degreesOfFreedom > 0 && standardError > 0;
  const reach = isUsable ? tQuantile((1 + level) / 2, degreesOfFreedom) * standardError : Number.NaN;
  return {
    estimate: scale(center),
    standardError,
    lower: isUsable ? scale(center - reach) : null,
    upper: isUsable ? scale(center + reach) : null,
    degreesOfFreedom,
    pValue: isUsable ? tTwoSidedP(center / standardError, degreesOfFreedom) : null,
  };
}

/**
 * Difference, ratio or odds ratio of two proportions (difference and ratio also of means) estimated in one design, such as
 * members against others, with their covariance. The ratios' intervals are drawn on the log scale. Agrees with R
 * `survey::svycontrast` on `svyby(covmat = TRUE)`.
 */
export function compareEstimates(
  design: SurveyDesign,
  kind: 'difference' | 'ratio' | 'odds_ratio',
  first: SurveyEstimate,
  second: SurveyEstimate,
  degreesOfFreedom: number,
  level = 0.95,
): Comparison {
  const [a, b] = [first.estimate, second.estimate];
  if (kind === 'difference')
    return compared(a - b, combinedError(design, first, second, [1, -1]), degreesOfFreedom, level, (x) => x);
  const slope = (p: number): number => (kind === 'ratio' ? 1 / p : 1 / (p * (1 - p)));
  const log = (p: number): number => (kind === 'ratio' ? Math.log(p) : Math.log(p / (1 - p)));
  const error = combinedError(design, first, second, [slope(a), -slope(b)]);
  return compared(log(a) - log(b), error, degreesOfFreedom, level, Math.exp);
}
