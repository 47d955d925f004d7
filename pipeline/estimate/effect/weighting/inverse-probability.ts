/** What a weighted comparison estimates: the effect on the treated, on all, or on those where the arms overlap. */
export type WeightingEstimand = 'att' | 'ate' | 'ato';

/**
 * Weights by the propensity score e. `att`: 1 for the treated, e / (1 - e) for controls. `ate`: 1 / e and 1 / (1 - e). `ato`,
 * overlap weights (Li, Morgan and Zaslavsky 2018): 1 - e and e.
 */
export function inverseProbabilityWeights(
  score: ArrayLike<number>,
  treated: ArrayLike<number>,
  estimand: WeightingEstimand = 'att',
): Float64Array {
  const weights = new Float64Array(score.length);
  for (let i = 0; i < weights.length; i++) {
    const e = score[i] as number;
    const isTreated = treated[i] === 1;
    if (estimand === 'att') weights[i] = isTreated ? 1 : e / (1 - e);
    else if (estimand === 'ate') weights[i] = isTreated ? 1 / e : 1 / (1 - e);
    else weights[i] = isTreated ? 1 - e : e;
  }
  return weights;
}

/** Weights with those of units whose score lies outside [low, high] set to 0, and how many there were. */
export function trimWeights(
  weights: ArrayLike<number>,
  score: ArrayLike<number>,
  low: number,
  high: number,
): { readonly weights: Float64Array; readonly trimmed: number } {
  let trimmed = 0;
  const kept = Float64Array.from(weights, (weight, i) => {
    const e = score[i] as number;
    if (e >= low && e <= high) return weight;
    trimmed++;
    return 0;
  });
  return { weights: kept, trimmed };
}
