export { type Calibration, type CalibrationMetric, calibrate, postStratify, rake, trimWeights } from './calibrate.ts';
export { cellProportions } from './cells.ts';
export { type Comparison, compareEstimates } from './compare.ts';
export { degreesOfFreedomOf, type SingleUnitPolicy, type Stage, type SurveyDesign, surveyDesign } from './design.ts';
export type { EstimateOptions, SurveyEstimate, SurveyWarning } from './estimate.ts';
export { type RaoScottOrder, raoScottTest, waldIndependenceTest } from './independence.ts';
export { clopperPearson, type ProportionInterval } from './interval.ts';
export { surveyMean, surveyRatio, surveyTotal } from './mean.ts';
export {
  collapseSmall,
  type PropensityAdjustment,
  propensityWeights,
  type ResponseAdjustment,
  weightingClasses,
} from './nonresponse.ts';
export { type ProportionEstimate, type ProportionOptions, surveyProportion } from './proportion.ts';
export { type QuantileEstimate, type QuantileRule, surveyQuantile } from './quantile.ts';
export { type SurveyFamily, type SurveyRegression, surveyRegression } from './regression.ts';
export type { ReliabilityBand } from './reliability.ts';
export { type MeanTest, surveyOneSampleTTest, surveyTTest, type TestResult } from './tests.ts';
export { totalCovariance, totalVariance } from './variance.ts';
