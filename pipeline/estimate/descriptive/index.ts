export { concentrationRatio, gini, herfindahl, theil } from './concentration.ts';
export { type QuantileType, sampleQuantile, weightedQuantile } from './quantile.ts';
