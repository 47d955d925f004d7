import type { SurveyDesign } from './design.ts';
import { answeredDomain, domainSize, type EstimateOptions, estimateFrom, type SurveyEstimate } from './estimate.ts';

/** Weighted mean of a domain. NaN without respondents. */
function weightedMean(design: SurveyDesign, outcome: Float64Array, domain: Uint8Array): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < design.size; i += 1) {
    if (domain[i] === 0) continue;
    sum += (design.weights[i] as number) * (outcome[i] as number);
    weight += design.weights[i] as number;
  }
  return sum / weight;
}

/** Weight times deviation from `center`, zero outside the domain. */
function deviations(design: SurveyDesign, outcome: Float64Array, domain: Uint8Array, center: number): Float64Array {
  const result = new Float64Array(design.size);
  for (let i = 0; i < design.size; i += 1)
    if (domain[i] !== 0) result[i] = (design.weights[i] as number) * ((outcome[i] as number) - center);
  return result;
}

/** Population variance as estimated from the domain, times n / (n - 1); R `svyvar`. */
function populationVariance(design: SurveyDesign, outcome: Float64Array, domain: Uint8Array, mean: number): number {
  const { weight, n } = domainSize(design, domain);
  let squares = 0;
  for (let i = 0; i < design.size; i += 1)
    if (domain[i] !== 0) squares += (design.weights[i] as number) * ((outcome[i] as number) - mean) ** 2;
  return (squares / weight) * (n / (n - 1));
}

/**
 * Weighted mean of a domain. NaN outcomes are item non-response and leave the domain.
 *
 * Agrees with R `survey::svymean`, domains with `svyby` and `subset`, the design effect with `deff = TRUE`.
 */
export function surveyMean(design: SurveyDesign, outcome: Float64Array, options: EstimateOptions = {}): SurveyEstimate {
  const domain = answeredDomain([outcome], options.domain);
  const { weight, n } = domainSize(design, domain);
  const mean = weightedMean(design, outcome, domain);
  const influence = deviations(design, outcome, domain, mean);
  for (let i = 0; i < influence.length; i += 1) influence[i] = (influence[i] as number) / weight;
  const simpleVariance =
    n > 1 && weight > n ? (populationVariance(design, outcome, domain, mean) * (weight - n)) / (weight * n) : null;
  return estimateFrom(design, domain, mean, influence, simpleVariance, options);
}

/** Weighted total of a domain; R `survey::svytotal`. */
export function surveyTotal(
  design: SurveyDesign,
  outcome: Float64Array,
  options: EstimateOptions = {},
): SurveyEstimate {
  const domain = answeredDomain([outcome], options.domain);
  const influence = deviations(design, outcome, domain, 0);
  const total = influence.reduce((sum, value) => sum + value, 0);
  return estimateFrom(design, domain, total, influence, null, options);
}

/** Ratio of two weighted totals in a domain; R `survey::svyratio`. */
export function surveyRatio(
  design: SurveyDesign,
  numerator: Float64Array,
  denominator: Float64Array,
  options: EstimateOptions = {},
): SurveyEstimate {
  const domain = answeredDomain([numerator, denominator], options.domain);
  const below = deviations(design, denominator, domain, 0).reduce((sum, value) => sum + value, 0);
  const above = deviations(design, numerator, domain, 0).reduce((sum, value) => sum + value, 0);
  const ratio = above / below;
  const influence = numerator.map((value, i) =>
    domain[i] === 0 ? 0 : ((design.weights[i] as number) * (value - ratio * (denominator[i] as number))) / below,
  );
  return estimateFrom(design, domain, ratio, influence, null, options);
}
