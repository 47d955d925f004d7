import type { SurveyDesign } from './design.ts';
import { answeredDomain, type EstimateOptions, type SurveyEstimate } from './estimate.ts';
import { clopperPearson, type ProportionInterval, proportionInterval } from './interval.ts';
import { surveyMean } from './mean.ts';
import { logitInformation } from './profile.ts';
import { proportionReliability } from './reliability.ts';

export interface ProportionOptions extends EstimateOptions {
  /** `beta` (Korn-Graubard) holds its level near 0 and 1 too and is the default. */
  readonly interval?: ProportionInterval;
}

/** A proportion, with how many of the n respondents had the outcome. */
export interface ProportionEstimate extends SurveyEstimate {
  readonly successes: number;
}

/** What is known of a weighted proportion before its interval is drawn. */
export type Proportion = Pick<
  ProportionEstimate,
  'estimate' | 'standardError' | 'degreesOfFreedom' | 'n' | 'effectiveN' | 'successes' | 'warnings'
>;

/**
 * Interval and reliability of a weighted proportion. Where all answers are alike the design gives no variance: the interval
 * is then Clopper and Pearson's for n independent answers, with the warning `no_variation`.
 */
export function withInterval<Known extends Proportion>(
  known: Known,
  level: number,
  interval: ProportionInterval = 'beta',
  information?: number,
): Known & Pick<ProportionEstimate, 'lower' | 'upper' | 'reliability'> {
  const { standardError, degreesOfFreedom, n, effectiveN, successes } = known;
  if (n > 0 && (successes === 0 || successes === n)) {
    const { lower, upper } = clopperPearson(successes, n, level);
    const estimate = successes === 0 ? 0 : 1;
    const reliability = proportionReliability(estimate, lower, upper, effectiveN);
    return { ...known, estimate, lower, upper, reliability, warnings: [...known.warnings, 'no_variation'] };
  }
  if (degreesOfFreedom <= 0 || !(standardError > 0))
    return { ...known, lower: null, upper: null, reliability: 'unreliable' };
  const { lower, upper } = proportionInterval(interval, {
    proportion: known.estimate,
    variance: standardError ** 2,
    degreesOfFreedom,
    n,
    level,
    ...(information === undefined ? {} : { information }),
  });
  return { ...known, lower, upper, reliability: proportionReliability(known.estimate, lower, upper, effectiveN) };
}

/**
 * Weighted proportion of a domain with the outcome: 1 yes, 0 no, NaN no answer. Agrees with R `survey::svyciprop`; see
 * `withInterval` for answers that are all alike.
 */
export function surveyProportion(
  design: SurveyDesign,
  outcome: Float64Array,
  options: ProportionOptions = {},
): ProportionEstimate {
  const mean = surveyMean(design, outcome, options);
  let successes = 0;
  for (let i = 0; i < design.size; i += 1)
    if (outcome[i] === 1 && options.domain?.[i] !== 0 && design.weights[i] !== 0) successes += 1;
  const information =
    options.interval === 'likelihood'
      ? logitInformation(design.weights, outcome, answeredDomain([outcome], options.domain))
      : undefined;
  return withInterval({ ...mean, successes }, mean.confidenceLevel, options.interval, information);
}
