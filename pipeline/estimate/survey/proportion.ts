import type { SurveyDesign } from './design.ts';
import type { EstimateOptions, SurveyEstimate } from './estimate.ts';
import { clopperPearson, type ProportionInterval, proportionInterval } from './interval.ts';
import { surveyMean } from './mean.ts';
import { proportionReliability } from './reliability.ts';

export interface ProportionOptions extends EstimateOptions {
  /** `beta` (Korn-Graubard) holds its level near 0 and 1 too and is the default. */
  readonly interval?: ProportionInterval;
}

/** A proportion, with how many of the n respondents had the outcome. */
export interface ProportionEstimate extends SurveyEstimate {
  readonly successes: number;
}

/**
 * Weighted proportion of a domain with the outcome: 1 yes, 0 no, NaN no answer.
 *
 * Where all answers are alike the design gives no variance: the interval is then Clopper and Pearson's for n independent
 * answers, with the warning `no_variation`. Agrees with R `survey::svyciprop`.
 */
export function surveyProportion(
  design: SurveyDesign,
  outcome: Float64Array,
  options: ProportionOptions = {},
): ProportionEstimate {
  const mean = surveyMean(design, outcome, options);
  const { estimate, standardError, degreesOfFreedom, n, effectiveN, confidenceLevel: level } = mean;
  let successes = 0;
  for (let i = 0; i < design.size; i += 1)
    if (outcome[i] === 1 && options.domain?.[i] !== 0 && design.weights[i] !== 0) successes += 1;
  const isConstant = n > 0 && (successes === 0 || successes === n);
  if (isConstant) {
    const { lower, upper } = clopperPearson(successes, n, level);
    return {
      ...mean,
      estimate: successes === 0 ? 0 : 1,
      successes,
      lower,
      upper,
      reliability: proportionReliability(estimate, lower, upper, effectiveN),
      warnings: [...mean.warnings, 'no_variation'],
    };
  }
  if (degreesOfFreedom <= 0 || !(standardError > 0))
    return { ...mean, successes, lower: null, upper: null, reliability: 'unreliable' };
  const { lower, upper } = proportionInterval(options.interval ?? 'beta', {
    proportion: estimate,
    variance: standardError ** 2,
    degreesOfFreedom,
    n,
    level,
  });
  return {
    ...mean,
    successes,
    lower,
    upper,
    reliability: proportionReliability(estimate, lower, upper, effectiveN),
  };
}
