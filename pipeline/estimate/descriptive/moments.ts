/** Sum of the weights and weighted mean. */
function centre(values: Float64Array, weights: Float64Array): { readonly total: number; readonly mean: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { total, mean: values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) / total };
}

/** R `weighted.mean`. */
export const weightedMean = (values: Float64Array, weights: Float64Array): number => centre(values, weights).mean;

/**
 * Weighted variance, free of bias. Weights are `frequencies`, 3 standing for three units: sum w (x - mean)² / (sum w - 1); or
 * `relative`, of units of unlike reliability: sum v (x - mean)² / (1 - sum v²), v = w / sum w. R `Hmisc::wtd.var`, the latter
 * with `normwt = TRUE`, and `stats::cov.wt`.
 */
export function weightedVariance(
  values: Float64Array,
  weights: Float64Array,
  kind: 'frequencies' | 'relative' = 'frequencies',
): number {
  const { total, mean } = centre(values, weights);
  const squares = values.reduce((sum, value, i) => sum + (weights[i] as number) * (value - mean) ** 2, 0);
  if (kind === 'frequencies') return squares / (total - 1);
  return squares / total / (1 - weights.reduce((sum, weight) => sum + (weight / total) ** 2, 0));
}

/** Standard deviation (n - 1) over the mean. */
export function coefficientOfVariation(values: Float64Array): number {
  const ones = new Float64Array(values.length).fill(1);
  return Math.sqrt(weightedVariance(values, ones)) / weightedMean(values, ones);
}
