export { degreesOfFreedomOf, type SingleUnitPolicy, type Stage, type SurveyDesign, surveyDesign } from './design.ts';
export type { EstimateOptions, SurveyEstimate, SurveyWarning } from './estimate.ts';
export { clopperPearson, type ProportionInterval } from './interval.ts';
export { surveyMean, surveyRatio, surveyTotal } from './mean.ts';
export { type ProportionEstimate, type ProportionOptions, surveyProportion } from './proportion.ts';
export type { ReliabilityBand } from './reliability.ts';
export { totalCovariance, totalVariance } from './variance.ts';
