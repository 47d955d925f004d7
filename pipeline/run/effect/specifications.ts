import type { StudySettings } from '../../contract/study.ts';
import type { Effect } from '../../estimate/effect/difference/effect.ts';
import { matchedDifferenceInDifferences } from '../../estimate/effect/difference/matched.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import { sparseTerms } from '../../estimate/effect/score/design.ts';
import { entropyBalance } from '../../estimate/effect/weighting/entropy-balancing.ts';
import { inverseProbabilityWeights } from '../../estimate/effect/weighting/inverse-probability.ts';
import { headliner, selectPairs } from './estimate.ts';
import { type GroupTimeStudy, studyGroupTime } from './group-time.ts';
import { matchPopulation, scorePopulation } from './match.ts';
import { winsorised } from './outcomes.ts';
import { makePopulation, type Population, withStrata } from './population.ts';
import type { EffectStudy } from './study.ts';
import { weightedDifference } from './weighted.ts';

/** The headline asked in another way. */
export interface Specification {
  readonly name: string;
  /** Null where it could not be estimated. */
  readonly effect: Effect | null;
  /** Pairs, or treated companies where there are no pairs. */
  readonly n: number;
}

type Sampled = Pick<EffectStudy, 'population' | 'sample'>;

const isBelow = ({ population, sample }: Sampled, at: number, bands: number): boolean =>
  (population.sizeBand[sample.pairRows.treated[at] as number] as number) < bands;

/** Headline of a sample's small and medium-sized pairs. */
function ofPairs(
  study: EffectStudy,
  name: string,
  sampled: Sampled = study,
  panel: Panel = study.outcomes.get('log_productivity'),
  isKept: (treated: number, at: number) => boolean = () => true,
  bands: number = study.smeBands,
): Specification {
  const { pairs } = sampled.sample;
  const headlineFor = headliner(panel, pairs, study.treatment.entry, study.settings, study.level);
  const { headline } = headlineFor((unit, at) => isBelow(sampled, at, bands) && isKept(unit, at));
  return { name, effect: headline, n: headline?.pairs ?? 0 };
}

/** Matches anew with other settings; the score is fitted again only where covariates change. */
function rematched(study: EffectStudy, change: Partial<StudySettings>): Sampled {
  const settings = { ...study.settings, ...change };
  const matched = (population: Population): Sampled => ({
    population,
    sample: matchPopulation(population, study.sample, settings, study.seed),
  });
  if (change.exact !== undefined) return matched(withStrata(study.panel, study.population, settings));
  if (change.covariates === undefined) return matched(study.population);
  const productivity = study.outcomes.get('log_productivity').outcome;
  const population = makePopulation(study.panel, study.treatment, productivity, settings);
  const scored = scorePopulation(study.panel, population, productivity, settings);
  return { population, sample: matchPopulation(population, scored, settings, study.seed) };
}

/** Rows that fail are put outside every stratum, so that they cannot be matched. */
function restricted(study: EffectStudy, isKept: (row: number) => boolean): Sampled {
  const population: Population = {
    ...study.population,
    stratum: study.population.stratum.map((code, row) => (isKept(row) ? code : -1)),
  };
  return { population, sample: matchPopulation(population, study.sample, study.settings, study.seed) };
}

const MATCHINGS: readonly (readonly [name: string, change: (settings: StudySettings) => Partial<StudySettings>])[] = [
  ['k2', () => ({ ratio: 2 })],
  ['k5', () => ({ ratio: 5 })],
  ['caliper_half', ({ caliper_sd }) => ({ caliper_sd: caliper_sd / 2 })],
  ['caliper_double', ({ caliper_sd }) => ({ caliper_sd: caliper_sd * 2 })],
  ['no_caliper', () => ({ caliper_sd: 0 })],
  ['replace', () => ({ replace: true })],
  ['order_closest', () => ({ order: 'closest' })],
  ['same_region', ({ exact }) => ({ exact: [...new Set([...exact, 'region' as const])] })],
  [
    'match_on_outcome',
    ({ covariates }) => ({
      covariates: [...new Set([...covariates, 'log_productivity' as const, 'productivity_growth' as const])],
    }),
  ],
];

/** Inverse probability, overlap and entropy weights over all donors of the segment instead of pairs. */
function weightings(study: EffectStudy): Specification[] {
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
    const effect = weightedDifference(panel, population, weights, population.entry, settings.horizons, level);
    return { name, effect, n: effect.treated };
  };
  return [
    specification('weights_ipw', masked(inverseProbabilityWeights(score, population.treated, 'att'))),
    specification('weights_overlap', masked(inverseProbabilityWeights(score, population.treated, 'ato'))),
    ...(balanced.hasConverged ? [specification('weights_entropy', entropy)] : []),
  ];
}

/** Pairs of which both companies are observed from the year before entry to the last horizon. */
function balancedPanel(study: EffectStudy): Specification {
  const panel = study.outcomes.get('log_productivity');
  const steps = panel.periods.length;
  const last = Math.max(...study.settings.horizons);
  const isWhole = (firm: number, entry: number): boolean => {
    for (let year = entry - 1; year <= entry + last; year++) {
      const t = panel.periods.indexOf(year);
      if (t < 0 || !Number.isFinite(panel.outcome[firm * steps + t] as number)) return false;
    }
    return true;
  };
  const { control } = study.sample.pairs;
  return ofPairs(study, 'balanced_panel', study, panel, (unit, at) => {
    const entry = study.treatment.entry[unit] as number;
    return isWhole(unit, entry) && isWhole(control[at] as number, entry);
  });
}

/** The headline with one cluster of entry, or one year of entry, left out at a time. */
function leaveOneOut(study: EffectStudy): Specification[] {
  const { treatment, sample, settings, level } = study;
  const { treated } = sample.pairs;
  const panel = study.outcomes.get('log_productivity');
  const headlineFor = headliner(panel, sample.pairs, treatment.entry, settings, level);
  const valuesOf = (of: ArrayLike<number>): number[] =>
    [...new Set(Array.from(treated, (unit) => of[unit] as number))].sort((a, b) => a - b);
  const without = (name: string, of: ArrayLike<number>, value: number): Specification => {
    const { headline } = headlineFor((unit, row) => isBelow(study, row, study.smeBands) && of[unit] !== value);
    return { name, effect: headline, n: headline?.pairs ?? 0 };
  };
  return [
    ...valuesOf(treatment.cluster).map((value) =>
      without(`without_cluster|${treatment.clusters[value]}`, treatment.cluster, value),
    ),
    ...valuesOf(treatment.entry).map((value) => without(`without_cohort|${value}`, treatment.entry, value)),
  ];
}

/** Two-way fixed effects on the same pairs: one number for all years from entry on. */
function twoWay(study: EffectStudy): Specification {
  const pairs = selectPairs(study.sample.pairs, (_unit, at) => isBelow(study, at, study.smeBands));
  if (pairs.pair.length === 0) return { name: 'two_way', effect: null, n: 0 };
  const effect = matchedDifferenceInDifferences(study.outcomes.get('log_productivity'), pairs, study.treatment.entry, {
    from: -study.settings.leads,
    to: Math.max(...study.settings.horizons),
    level: study.level,
  });
  return { name: 'two_way', effect, n: effect.pairs };
}

/** An effect that is not a number is no estimate. */
const estimated = (specification: Specification): Specification =>
  Number.isFinite(specification.effect?.estimate) ? specification : { ...specification, effect: null };

/** The specification curve of the headline: other matchings, weights, estimators, samples and outcome treatments. */
export function specifications(study: EffectStudy, neverTreated: GroupTimeStudy): Specification[] {
  const { settings, panel, population } = study;
  const productivity = study.outcomes.get('log_productivity');
  const groupTime = (name: string, { headline }: GroupTimeStudy): Specification => ({
    name,
    effect: headline,
    n: headline?.treated ?? 0,
  });
  const usesScheme = (row: number): boolean =>
    panel.otherSchemes[(population.firm[row] as number) * panel.years.length + (population.step[row] as number)] === 1;
  const bands = (limit: number): number => settings.size_bands.filter((own) => own <= limit).length;
  const all = [
    ofPairs(study, 'base'),
    twoWay(study),
    groupTime('group_time', neverTreated),
    groupTime('group_time_not_yet', studyGroupTime(study, 'not-yet')),
    ...MATCHINGS.map(([name, change]) => ofPairs(study, name, rematched(study, change(settings)))),
    ...weightings(study),
    ...[1, 5].map((percent) => ofPairs(study, `winsor_${percent}`, study, winsorised(productivity, percent))),
    balancedPanel(study),
    ofPairs(
      study,
      'no_other_schemes',
      restricted(study, (row) => !usesScheme(row)),
    ),
    ...[50, 250].map((limit) => ofPairs(study, `sme_${limit}`, study, productivity, undefined, bands(limit))),
    ...leaveOneOut(study),
  ];
  return all.map(estimated);
}
