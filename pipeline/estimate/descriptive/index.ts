export { concentrationRatio, gini, herfindahl, theil } from './concentration.ts';
export { belowShareOfMedian, type LowEnd, quintileShareRatio } from './inequality.ts';
export { coefficientOfVariation, weightedMean, weightedVariance } from './moments.ts';
export {
  type EcdfKind,
  type QuantileType,
  sampleQuantile,
  weightedEcdfQuantile,
  weightedPlaceQuantile,
  weightedQuantile,
} from './quantile.ts';
