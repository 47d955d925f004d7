import { sparseTerms } from '../../estimate/effect/score/design.ts';
import { entropyBalance } from '../../estimate/effect/weighting/entropy-balancing.ts';
import { inverseProbabilityWeights } from '../../estimate/effect/weighting/inverse-probability.ts';
import type { BatteryStudy } from './battery-study.ts';
import { besideCohorts } from './beside-cohorts.ts';
import type { Specification } from './specification.ts';
import { weightedDifference } from './weighted.ts';

/** Inverse probability, overlap and entropy weights over all donors of the segment instead of pairs. */
export function weightings(study: BatteryStudy): Specification[] {
  const { population, sample, smeBands, settings, level } = study;
  const panel = study.outcomes.get('log_productivity');
  const isSme = (row: number): boolean => (population.sizeBand[row] as number) < smeBands;
  const { score } = sample.score;
  const masked = (weights: Float64Array): Float64Array => weights.map((weight, row) => (isSme(row) ? weight : 0));
  const rows = new Int32Array(score.length).map((_, row) => row).filter(isSme);
  const balanced = entropyBalance(
    sparseTerms(rows, sample.terms),
    rows.map((row) => population.treated[row] as number),
  );
  const entropy = new Float64Array(score.length);
  rows.forEach((row, k) => {
    entropy[row] = balanced.weights[k] as number;
  });
  const specification = (name: string, weights: ArrayLike<number>): Specification => {
    const { firm, treated, entry } = population;
    const rows = besideCohorts({ firm, treated, entry, weights });
    const effect = weightedDifference(panel, rows, settings.horizons, level);
    return { name, effect, n: effect.treated };
  };
  return [
    specification('weights_ipw', masked(inverseProbabilityWeights(score, population.treated, 'att'))),
    specification('weights_overlap', masked(inverseProbabilityWeights(score, population.treated, 'ato'))),
    ...(balanced.hasConverged ? [specification('weights_entropy', entropy)] : []),
  ];
}
