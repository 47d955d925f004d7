import type { Verdict } from '../../report/index.ts';
import type { Battery } from './battery.ts';
import type { EffectStudy } from './study.ts';

/** The rules of the verdict, printed with it. */
export const VERDICT_RULES = {
  significance: 0.05,
  /** Fewer pairs identify nothing. */
  fewestPairs: 30,
  /** Standardised difference after matching: above the first it is a reservation, above the second nothing is identified. */
  balanced: 0.1,
  unbalanced: 0.25,
  /** Share of specifications that must have the sign of the headline and an interval without 0. */
  agreeing: 0.8,
  /** Rosenbaum's gamma and the breakdown of honest bounds below which a small hidden difference would do. */
  hiddenGamma: 1.1,
  hiddenBreakdown: 0.5,
  /** Share of pairs lost by the last horizon above which attrition is a reservation. */
  attrition: 0.3,
} as const;

const isBelow = (value: number | null | undefined, limit: number): boolean =>
  value !== null && value !== undefined && value < limit;

/** Why nothing is identified. */
function faults(study: EffectStudy): string[] {
  const estimate = study.estimates.get('log_productivity')?.sme;
  const largest = Math.max(0, ...study.balance.after.map((row) => Math.abs(row.standardisedDifference ?? 0)));
  return [
    ...((estimate?.headline?.pairs ?? 0) < VERDICT_RULES.fewestPairs ? ['few_pairs'] : []),
    ...(isBelow(estimate?.preTrend?.p, VERDICT_RULES.significance) ? ['pre_trend'] : []),
    ...(largest > VERDICT_RULES.unbalanced ? ['balance'] : []),
  ];
}

/** What the finding depends on. */
function reservations(study: EffectStudy, { specifications, sensitivity }: Battery): string[] {
  const headline = study.estimates.get('log_productivity')?.sme.headline;
  const sign = Math.sign(headline?.estimate ?? 0);
  const isAgreeing = ({ effect }: Battery['specifications'][number]): boolean =>
    effect !== null &&
    Math.sign(effect.estimate) === sign &&
    effect.lower !== null &&
    effect.upper !== null &&
    effect.lower * effect.upper > 0;
  const ordinary = specifications.filter(({ name }) => !name.startsWith('without_'));
  const fails = (start: string): boolean =>
    specifications.some((one) => one.name.startsWith(start) && !isAgreeing(one));
  const largest = Math.max(0, ...study.balance.after.map((row) => Math.abs(row.standardisedDifference ?? 0)));
  const agreeing = ordinary.filter(isAgreeing).length / ordinary.length;
  return [
    ...(isBelow(sensitivity.placeboYear?.p, VERDICT_RULES.significance) ? ['placebo_year'] : []),
    ...(isBelow(sensitivity.placeboOutcome?.p, VERDICT_RULES.significance) ? ['placebo_outcome'] : []),
    ...(largest > VERDICT_RULES.balanced ? ['balance'] : []),
    ...(agreeing < VERDICT_RULES.agreeing ? ['specifications'] : []),
    ...(fails('without_cluster|') ? ['one_cluster'] : []),
    ...(fails('without_cohort|') ? ['one_cohort'] : []),
    ...(isBelow(sensitivity.criticalGamma, VERDICT_RULES.hiddenGamma) ||
    isBelow(sensitivity.breakdown, VERDICT_RULES.hiddenBreakdown)
      ? ['hidden_bias']
      : []),
    ...((sensitivity.attrition ?? 0) > VERDICT_RULES.attrition ? ['attrition'] : []),
  ];
}

/**
 * Verdict on the productivity effect of small and medium-sized companies. A failed test of the years before, too few pairs or
 * pairs that are not alike identify nothing, whatever the estimate says; an interval with 0 is no clear effect; an effect
 * with reservations is suggestive.
 */
export function productivityVerdict(study: EffectStudy, battery: Battery): Verdict {
  const place = { indicator: 'EFF01', measure: 'effect_pct' };
  const headline = study.estimates.get('log_productivity')?.sme.headline;
  if (headline === null || headline === undefined || headline.lower === null || headline.upper === null)
    return { ...place, code: 'no_data', reasons: [] };
  const found = faults(study);
  if (found.length > 0) return { ...place, code: 'not_identified', reasons: found };
  const reasons = reservations(study, battery);
  if (headline.lower * headline.upper <= 0)
    return { ...place, code: 'no_clear_effect', reasons: ['interval_holds_zero', ...reasons] };
  return { ...place, code: reasons.length === 0 ? 'supported' : 'suggestive', reasons };
}

/** Verdict on the innovation ratio: the interval of the matched pairs, their number, and the other ways of asking. */
export function innovationVerdict({ innovation }: EffectStudy): Verdict {
  const place = { indicator: 'EFF03', measure: 'risk_ratio' };
  const comparison = innovation?.sme ?? innovation?.all ?? null;
  if (innovation === null || comparison === null) return { ...place, code: 'no_data', reasons: [] };
  const { lower, upper } = comparison.paired.riskRatio;
  if (comparison.pairs < VERDICT_RULES.fewestPairs || !Number.isFinite(lower * upper))
    return { ...place, code: 'not_identified', reasons: ['few_pairs'] };
  if (lower <= 1 && upper >= 1) return { ...place, code: 'no_clear_effect', reasons: ['interval_holds_zero'] };
  const isSameSide = ({ lower: low, upper: high }: { lower: number; upper: number }): boolean =>
    lower > 1 ? low > 1 : high < 1;
  const others = [comparison.weighted, comparison.unpaired.koopman, innovation.stratified?.riskRatio];
  const reasons = others.some((other) => other !== undefined && !isSameSide(other)) ? ['specifications'] : [];
  return { ...place, code: reasons.length === 0 ? 'supported' : 'suggestive', reasons };
}
