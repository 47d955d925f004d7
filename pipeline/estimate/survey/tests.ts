import { tQuantile, tTwoSidedP } from '../distribution/index.ts';
import type { SurveyDesign } from './design.ts';
import { surveyMean } from './mean.ts';
import { surveyRegression } from './regression.ts';

/** A statistic, what it is referred to, and how likely so large a one is where there is nothing to find. */
export interface TestResult {
  readonly statistic: number;
  readonly degreesOfFreedom: readonly number[];
  readonly pValue: number;
}

/** A t-test with the mean or difference of means that it is about. */
export interface MeanTest extends TestResult {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

function meanTest(estimate: number, standardError: number, degreesOfFreedom: number, level: number): MeanTest {
  const statistic = estimate / standardError;
  const reach = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return {
    statistic,
    degreesOfFreedom: [degreesOfFreedom],
    pValue: tTwoSidedP(statistic, degreesOfFreedom),
    estimate,
    standardError,
    lower: estimate - reach,
    upper: estimate + reach,
  };
}

/** Weighted t-test of equal means in two groups (codes 0 and 1) of a domain; R `survey::svyttest`. */
export function surveyTTest(
  design: SurveyDesign,
  outcome: Float64Array,
  group: Float64Array,
  domain?: Uint8Array,
  level = 0.95,
): MeanTest {
  const ones = new Float64Array(design.size).fill(1);
  const asked = domain === undefined ? outcome : outcome.map((value, i) => (domain[i] === 0 ? Number.NaN : value));
  const { coefficients, standardErrors, degreesOfFreedom } = surveyRegression(design, asked, [ones, group], 'gaussian');
  return meanTest(coefficients[1] as number, standardErrors[1] as number, degreesOfFreedom, level);
}

/** Test that the mean of a domain is zero; R `survey::svyttest(y ~ 0)`, with one degree of freedom less than the design has. */
export function surveyOneSampleTTest(
  design: SurveyDesign,
  outcome: Float64Array,
  domain?: Uint8Array,
  level = 0.95,
): MeanTest {
  const mean = surveyMean(design, outcome, domain === undefined ? {} : { domain });
  return meanTest(mean.estimate, mean.standardError, mean.degreesOfFreedom - 1, level);
}
