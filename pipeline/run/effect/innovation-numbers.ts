import { criticalValue } from '../../estimate/effect/ratio/interval.ts';
import { placeOf } from './effect-numbers.ts';
import { type EffectNumber, ratePercent } from './figures.ts';
import type { InnovationComparison, InnovationStudy } from './innovation.ts';

const EFF03 = { indicator: 'EFF03' };

/** Shares disclose counts, so all numbers of a comparison are protected by its smallest count. */
function protection({
  counts,
  pairs,
}: InnovationComparison): Pick<EffectNumber, 'n' | 'numerator' | 'disclosureClass'> {
  const { both, treatedOnly, controlOnly, neither } = counts;
  const margins = [both + treatedOnly, both + controlOnly, controlOnly + neither, treatedOnly + neither];
  return { n: pairs, numerator: Math.min(...margins.filter((count) => count > 0)), disclosureClass: 'S3' };
}

/** Risk ratio, odds ratio, risk difference and both rates of matched pairs. */
function pairNumbers(comparison: InnovationComparison | null, at: EffectNumber['at'], level: number): EffectNumber[] {
  const measures = [
    ['risk_ratio', 'ratio'],
    ['odds_ratio', 'ratio'],
    ['risk_difference_pp', 'pp'],
    ['treated_rate_pct', 'pct'],
    ['control_rate_pct', 'pct'],
  ] as const;
  const place = at === undefined ? {} : { at };
  if (comparison === null)
    return measures.map(([measure, unit]) => ({
      ...EFF03,
      ...place,
      measure,
      unit,
      value: null,
      n: 0,
      note: 'NO_PAIRS',
    }));
  const { paired, unpaired } = comparison;
  const common = { ...EFF03, ...place, ...protection(comparison) };
  const reach = criticalValue(level) * paired.riskDifference.standardError;
  return [
    {
      ...common,
      measure: 'risk_ratio',
      unit: 'ratio',
      value: paired.riskRatio.estimate,
      lower: paired.riskRatio.lower,
      upper: paired.riskRatio.upper,
      standardError: paired.riskRatio.standardErrorOfLog,
    },
    {
      ...common,
      measure: 'odds_ratio',
      unit: 'ratio',
      value: unpaired.oddsRatio.estimate,
      lower: unpaired.oddsRatio.lower,
      upper: unpaired.oddsRatio.upper,
    },
    {
      ...common,
      measure: 'risk_difference_pp',
      unit: 'pp',
      value: 100 * paired.riskDifference.estimate,
      lower: 100 * (paired.riskDifference.estimate - reach),
      upper: 100 * (paired.riskDifference.estimate + reach),
      standardError: 100 * paired.riskDifference.standardError,
    },
    { ...common, measure: 'treated_rate_pct', ...ratePercent(paired.treatedShare, comparison.pairs, level) },
    { ...common, measure: 'control_rate_pct', ...ratePercent(paired.controlShare, comparison.pairs, level) },
  ];
}

/** The same question asked in other ways, and the ratio of innovation rates that it is often mistaken for. */
function otherNumbers({ all, sme, stratified, rates, population }: InnovationStudy, level: number): EffectNumber[] {
  const chosen = sme ?? all;
  if (chosen === null) return [];
  const common = { ...EFF03, measure: 'risk_ratio', unit: 'ratio', ...protection(chosen) };
  const numbers: EffectNumber[] = [
    {
      ...common,
      at: { item: 'weighted' },
      value: chosen.weighted.estimate,
      lower: chosen.weighted.lower,
      upper: chosen.weighted.upper,
    },
    { ...common, at: { item: 'koopman' }, value: chosen.unpaired.riskRatio.estimate, ...chosen.unpaired.koopman },
    {
      ...common,
      measure: 'p_value',
      unit: 'p_value',
      at: { item: 'mcnemar_exact' },
      value: chosen.paired.mcNemar.exactP,
    },
  ];
  const scored = population.treated.length;
  if (stratified !== null && scored > 0) {
    const { estimate, lower, upper } = stratified.riskRatio;
    const treated = population.treated.reduce((sum, value) => sum + value, 0);
    numbers.push({
      ...EFF03,
      measure: 'risk_ratio',
      unit: 'ratio',
      at: { item: 'stratified' },
      value: estimate,
      lower,
      upper,
      n: treated,
    });
  }
  if (rates !== null) {
    const at = { item: 'rates' };
    const n = rates.treatedAnswers;
    const { estimate, lower, upper } = rates.ratio;
    numbers.push(
      { ...EFF03, at, n, measure: 'risk_ratio', unit: 'ratio', value: estimate, lower, upper },
      { ...EFF03, at, n, measure: 'treated_rate_pct', ...ratePercent(rates.treated, rates.effectiveTreated, level) },
      { ...EFF03, at, n, measure: 'control_rate_pct', ...ratePercent(rates.others, rates.effectiveOthers, level) },
    );
  }
  return numbers;
}

/** Numbers of EFF03. */
export function innovationNumbers(study: InnovationStudy | null, level: number): EffectNumber[] {
  if (study === null) return [];
  return [
    ...pairNumbers(study.all, placeOf('all'), level),
    ...pairNumbers(study.sme, placeOf('sme'), level),
    ...otherNumbers(study, level),
  ];
}
