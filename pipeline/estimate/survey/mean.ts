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
function populationVariance(
  design: SurveyDesign,
  outcome: Float64Array,
  domain: Uint8Array,
  mean: number,
  { weight, n }: { readonly weight: number; readonly n: number },
): number {
  let squares = 0;
  for (let i = 0; i < design.size; i += 1)
    if (domain[i] !== 0) squares += (design.weights[i] as number) * ((outcome[i] as number) - mean) ** 2;
  return (squares / weight) * (n / (n - 1));
}

/** Variance of the mean in a simple random sample of the same size, or null where it has none. */
function simpleVarianceOf(
  design: SurveyDesign,
  outcome: Float64Array,
  domain: Uint8Array,
  mean: number,
  against: EstimateOptions['designEffect'],
): number | null {
  const size = domainSize(design, domain);
  const { weight, n } = size;
  if (n < 2) return null;
  const spread = populationVariance(design, outcome, domain, mean, size);
  if (against === 'replace') return spread / n;
  return weight > n ? (spread * (weight - n)) / (weight * n) : null;
}

/**
 * Weighted mean of a domain. NaN outcomes are item non-response and leave the domain.
 *
 * Agrees with R `survey::svymean`, domains with `svyby` and `subset`, the design effect with `deff = TRUE` or "replace".
 */
export function surveyMean(design: SurveyDesign, outcome: Float64Array, options: EstimateOptions = {}): SurveyEstimate {
  const domain = answeredDomain([outcome], options.domain);
  const { weight } = domainSize(design, domain);
  const mean = weightedMean(design, outcome, domain);
  const influence = deviations(design, outcome, domain, mean);
  for (let i = 0; i < influence.length; i += 1) influence[i] = (influence[i] as number) / weight;
  const simpleVariance = simpleVarianceOf(design, outcome, domain, mean, options.designEffect);
  return estimateFrom(design, domain, mean, influence, simpleVariance, options);
}

/** Weighted total of a domain, with its design effect; R `survey::svytotal`. */
export function surveyTotal(
  design: SurveyDesign,
  outcome: Float64Array,
  options: EstimateOptions = {},
): SurveyEstimate {
  const domain = answeredDomain([outcome], options.domain);
  const influence = deviations(design, outcome, domain, 0);
  const total = influence.reduce((sum, value) => sum + value, 0);
  const { weight } = domainSize(design, domain);
  const ofMean = simpleVarianceOf(design, outcome, domain, total / weight, options.designEffect);
  return estimateFrom(design, domain, total, influence, ofMean === null ? null : ofMean * weight ** 2, options);
}

/** Ratio of two weighted totals in a domain, with its design effect; R `survey::svyratio`. */
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
  const linearised = numerator.map((value, i) =>
    domain[i] === 0 ? 0 : (value - ratio * (denominator[i] as number)) / below,
  );
  const influence = linearised.map((value, i) => (design.weights[i] as number) * value);
  const { weight } = domainSize(design, domain);
  const mean = influence.reduce((sum, value) => sum + value, 0) / weight;
  const ofMean = simpleVarianceOf(design, linearised, domain, mean, options.designEffect);
  return estimateFrom(design, domain, ratio, influence, ofMean === null ? null : ofMean * weight ** 2, options);
}
