import { isDeepStrictEqual } from 'node:util';
import type { StudySettings } from '../../contract/study.ts';
import type { BatteryStudy } from './battery-study.ts';
import { matchPopulation, scorePopulation } from './match.ts';
import { makePopulation, type Population, withStrata } from './population.ts';
import { ofPairs, type Sampled, type Specification } from './specification.ts';

/** Matches anew where settings are other; the score is fitted again only where covariates change. */
function rematched(study: BatteryStudy, change: Partial<StudySettings>): Sampled {
  const settings = { ...study.settings, ...change };
  if (isDeepStrictEqual(settings, study.settings)) return study;
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
function restricted(study: BatteryStudy, isKept: (row: number) => boolean): Sampled {
  if (study.population.firm.every((_, row) => isKept(row))) return study;
  const population: Population = {
    ...study.population,
    stratum: study.population.stratum.map((code, row) => (isKept(row) ? code : -1)),
  };
  return { population, sample: matchPopulation(population, study.sample, study.settings, study.seed) };
}

type Matching = readonly [name: string, change: (settings: StudySettings) => Partial<StudySettings>];

/** Other ways to match. */
export const MATCHINGS: readonly Matching[] = [
  ['k2', () => ({ ratio: 2 })],
  ['k5', () => ({ ratio: 5 })],
  ['caliper_half', ({ caliper_sd }) => ({ caliper_sd: caliper_sd / 2 })],
  ['caliper_double', ({ caliper_sd }) => ({ caliper_sd: caliper_sd * 2 })],
  ['no_caliper', () => ({ caliper_sd: 0 })],
  ['replace', () => ({ replace: true })],
  ['order_closest', () => ({ order: 'closest' })],
  [
    'same_region',
    ({ exact, antiexact }) => ({
      exact: [...new Set([...exact, 'region' as const])],
      ...(antiexact === undefined ? {} : { antiexact: antiexact.filter((name) => name !== 'region') }),
    }),
  ],
  [
    'match_on_outcome',
    ({ covariates }) => ({
      covariates: [...new Set([...covariates, 'log_productivity' as const, 'productivity_growth' as const])],
    }),
  ],
];

/** The headline of pairs that are matched in another way. */
export const rematching = (study: BatteryStudy, [name, change]: Matching): Specification =>
  ofPairs(study, name, rematched(study, change(study.settings)));

/** Only companies that used no other support scheme in the base year. */
export function withoutOtherSchemes(study: BatteryStudy): Specification {
  const { panel, population } = study;
  const usesScheme = (row: number): boolean =>
    panel.otherSchemes[(population.firm[row] as number) * panel.years.length + (population.step[row] as number)] === 1;
  return ofPairs(
    study,
    'no_other_schemes',
    restricted(study, (row) => !usesScheme(row)),
  );
}
