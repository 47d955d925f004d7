import { asIs, doubt, headlineNumber, inSegment, placeOf } from './effect-numbers.ts';
import { estimatePairs, selectPairs } from './estimate.ts';
import { type EffectNumber, ratePercent } from './figures.ts';
import type { EffectStudy } from './study.ts';
import { type SurvivalComparison, studySurvival } from './survival.ts';

/** Turnover of the matched treated companies in the year before entry, DKK. */
function baseTurnover(study: EffectStudy, isKept: (at: number) => boolean): number {
  const { panel, sample, population, outcomes } = study;
  const { outcome } = outcomes.get('turnover');
  let sum = 0;
  sample.pairRows.treated.forEach((row, at) => {
    const value = outcome[(population.firm[row] as number) * panel.years.length + (population.step[row] as number)];
    if (isKept(at) && Number.isFinite(value)) sum += value as number;
  });
  return 1000 * sum;
}

/** Extra full-time equivalents and turnover that the effect amounts to among the matched companies. */
function extraNumbers(study: EffectStudy): EffectNumber[] {
  return (['sme', 'all'] as const).flatMap((segment): EffectNumber[] => {
    const fte = study.estimates.get('fte')?.[segment].headline ?? null;
    const turnover = study.estimates.get('log_turnover')?.[segment].headline ?? null;
    const base = baseTurnover(study, (at) => inSegment(study, segment, at));
    const times = (value: number | null | undefined, factor: number): number | null =>
      value === null || value === undefined ? null : value * factor;
    const extraFte: EffectNumber = {
      indicator: 'EFF04',
      measure: 'extra_fte',
      unit: 'fte',
      at: placeOf(segment),
      value: times(fte?.estimate, fte?.pairs ?? 0),
      lower: times(fte?.lower, fte?.pairs ?? 0),
      upper: times(fte?.upper, fte?.pairs ?? 0),
      n: fte?.pairs ?? 0,
      ...doubt(study.estimates.get('fte')?.[segment].preTrend ?? null),
    };
    const share = (value: number | null | undefined): number | null =>
      value === null || value === undefined ? null : Math.expm1(value) * base;
    const extraTurnover: EffectNumber = {
      indicator: 'EFF05',
      measure: 'extra_dkk',
      unit: 'dkk',
      at: placeOf(segment),
      value: share(turnover?.estimate),
      lower: share(turnover?.lower),
      upper: share(turnover?.upper),
      n: turnover?.pairs ?? 0,
      ...doubt(study.estimates.get('log_turnover')?.[segment].preTrend ?? null),
    };
    return [extraFte, extraTurnover];
  });
}

/** Export starters: effect on exporting among pairs in which neither exported in the base year. */
function starterNumbers(study: EffectStudy): EffectNumber[] {
  const { outcomes, panel, sample, population, treatment, settings, level } = study;
  const exporter = outcomes.get('exporter');
  const wasExporter = (row: number): boolean =>
    exporter.outcome[(population.firm[row] as number) * panel.years.length + (population.step[row] as number)] !== 0;
  return (['sme', 'all'] as const).map((segment) => {
    const pairs = selectPairs(
      sample.pairs,
      (_unit, at) =>
        inSegment(study, segment, at) &&
        !wasExporter(sample.pairRows.treated[at] as number) &&
        !wasExporter(sample.pairRows.control[at] as number),
    );
    const kind = { indicator: 'EFF06', measure: 'starter_effect_pp', unit: 'pp', scale: asIs };
    return headlineNumber(kind, estimatePairs(exporter, pairs, treatment.entry, settings, level), placeOf(segment));
  });
}

/** Who entered before the first list is known only if alive then, so survival is compared for later entries only. */
function survivalNumbers(study: EffectStudy): EffectNumber[] {
  const comparisons = studySurvival(study);
  const rate = (share: number | undefined, found: SurvivalComparison | null) =>
    share === undefined || found === null ? { unit: 'pct', value: null } : ratePercent(share, found.pairs, study.level);
  return (['sme', 'all'] as const).flatMap((segment): EffectNumber[] => {
    const found = comparisons[segment];
    const note = found === null ? 'ENTRY_BEFORE_FIRST_LIST' : `h=${found.years}`;
    const common = { indicator: 'EFF07', at: placeOf(segment), note, ...rareOutcome(found) };
    return [
      {
        ...common,
        measure: 'difference_pp',
        unit: 'pp',
        value: found === null ? null : 100 * found.comparison.riskDifference.estimate,
        lower: found === null ? null : 100 * found.lower,
        upper: found === null ? null : 100 * found.upper,
      },
      {
        ...common,
        measure: 'treated_rate_pct',
        ...rate(found?.comparison.treatedShare, found),
      },
      {
        ...common,
        measure: 'control_rate_pct',
        ...rate(found?.comparison.controlShare, found),
      },
    ];
  });
}

/** Rates disclose how many had the rarer outcome, so they are protected as a survey's: by the smallest of the four counts. */
function rareOutcome(found: SurvivalComparison | null): Pick<EffectNumber, 'n' | 'numerator' | 'disclosureClass'> {
  if (found === null) return { n: 0 };
  const { both, treatedOnly, controlOnly, neither } = found.counts;
  const margins = [both + treatedOnly, both + controlOnly, controlOnly + neither, treatedOnly + neither];
  return { n: found.pairs, numerator: Math.min(...margins.filter((count) => count > 0)), disclosureClass: 'S3' };
}

/** What the effect amounts to and what else it changes: jobs, turnover, export starters, survival (EFF04 to EFF07). */
export const consequenceNumbers = (study: EffectStudy): EffectNumber[] => [
  ...extraNumbers(study),
  ...starterNumbers(study),
  ...survivalNumbers(study),
];
