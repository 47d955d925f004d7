/**
 * What a weighted comparison estimates: the effect on the treated, on the untreated, on all, on those where the arms overlap,
 * or on those who could be matched.
 */
export type WeightingEstimand = 'att' | 'atc' | 'ate' | 'ato' | 'atm';

type Weight = (e: number) => number;

const one: Weight = () => 1;

/** Of the treated, of controls. */
const WEIGHTS: Readonly<Record<WeightingEstimand, readonly [Weight, Weight]>> = {
  att: [one, (e) => e / (1 - e)],
  atc: [(e) => (1 - e) / e, one],
  ate: [(e) => 1 / e, (e) => 1 / (1 - e)],
  ato: [(e) => 1 - e, (e) => e],
  atm: [(e) => Math.min(1, (1 - e) / e), (e) => Math.min(1, e / (1 - e))],
};

/**
 * Weights by the propensity score e. `att`: 1 for the treated, e / (1 - e) for controls. `atc`: (1 - e) / e and 1. `ate`: 1 / e
 * and 1 / (1 - e). `ato`, overlap weights (Li, Morgan and Zaslavsky 2018): 1 - e and e. `atm`, matching weights (Li and Greene
 * 2013): the smaller of e and 1 - e, over e and over 1 - e.
 */
export function inverseProbabilityWeights(
  score: ArrayLike<number>,
  treated: ArrayLike<number>,
  estimand: WeightingEstimand = 'att',
): Float64Array {
  const weights = new Float64Array(score.length);
  const [own, other] = WEIGHTS[estimand];
  for (let i = 0; i < weights.length; i++) {
    const e = score[i] as number;
    const isTreated = treated[i] === 1;
    weights[i] = isTreated ? own(e) : other(e);
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
