import type { StudySettings } from '../../contract/study.ts';
import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
import { criticalValue } from '../../estimate/effect/ratio/interval.ts';
import { comparePaired, type PairedComparison, type PairedCounts } from '../../estimate/effect/ratio/paired.ts';
import { selectPairs } from './estimate.ts';
import { matchPopulation, scorePopulation } from './match.ts';
import type { RegisterPanel } from './panel.ts';
import { makePopulation } from './population.ts';
import type { EffectStudy } from './study.ts';

/** Most years after entry at which survival is looked at. */
const LONGEST = 3;
/** Pairs from which a horizon is preferred to a shorter one. */
const ENOUGH = 30;

/** Pairs compared on whether both companies are still in the register `years` after entry. */
export interface SurvivalComparison {
  readonly years: number;
  readonly pairs: number;
  readonly counts: PairedCounts;
  readonly comparison: PairedComparison;
  readonly lower: number;
  readonly upper: number;
}

function countAt(panel: RegisterPanel, { treated, control }: Pairs, entry: ArrayLike<number>, years: number) {
  const steps = panel.years.length;
  const counts = { both: 0, treatedOnly: 0, controlOnly: 0, neither: 0 };
  let pairs = 0;
  treated.forEach((unit, at) => {
    const step = panel.years.indexOf((entry[unit] as number) + years);
    if (step < 0) return;
    const isAlive = (firm: number): boolean => panel.isPresent[firm * steps + step] === 1;
    const [own, other] = [isAlive(unit), isAlive(control[at] as number)];
    counts[own ? (other ? 'both' : 'treatedOnly') : other ? 'controlOnly' : 'neither']++;
    pairs++;
  });
  return { years, counts, pairs };
}

/** Survival three years after entry, or the longest shorter time for which there are pairs; null where there are none. */
function compareSurvival(
  panel: RegisterPanel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  level: number,
): SurvivalComparison | null {
  const candidates = Array.from({ length: LONGEST }, (_, k) => countAt(panel, pairs, entry, LONGEST - k));
  const found = candidates.find((candidate) => candidate.pairs >= ENOUGH);
  if (found === undefined) return null;
  const comparison = comparePaired(found.counts, level);
  const { estimate, standardError } = comparison.riskDifference;
  const reach = criticalValue(level) * standardError;
  return { ...found, comparison, lower: estimate - reach, upper: estimate + reach };
}

/**
 * Survival of small and medium-sized participants and of all, against companies that had not taken part by the year of entry.
 *
 * Both sides are counted from the same year and known to be alive in it. Left out are participants that no list named in the
 * year they entered: they are known only because they lived until a later one. And controls may take part later: a company
 * that never does is more often one that closed before it could.
 */
export function studySurvival({
  panel,
  treatment,
  outcomes,
  settings,
  seed,
  level,
  smeBands,
}: Pick<EffectStudy, 'panel' | 'treatment' | 'outcomes' | 'settings' | 'seed' | 'level' | 'smeBands'>): Readonly<
  Record<'sme' | 'all', SurvivalComparison | null>
> {
  const productivity = outcomes.get('log_productivity').outcome;
  const lastYear = panel.years.at(-1) as number;
  const [first, last] = settings.entry_years ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const own: StudySettings = {
    ...settings,
    base_year: 'before_entry',
    alive_when_listed: true,
    replace: false,
    ratio: 1,
    entry_years: [Math.max(first, treatment.firstListYear), Math.min(last, lastYear - 1)],
  };
  const { entry, listed } = treatment;
  const onTime = { ...treatment, entry: entry.map((year, firm) => (listed[firm] === year ? year : 0)) };
  const population = makePopulation(panel, onTime, productivity, own, () => null, 'not_yet');
  const sample = matchPopulation(population, scorePopulation(panel, population, productivity, own), own, seed);
  const isSme = (at: number): boolean =>
    (population.sizeBand[sample.pairRows.treated[at] as number] as number) < smeBands;
  const sme = selectPairs(sample.pairs, (_unit, at) => isSme(at));
  return {
    sme: compareSurvival(panel, sme, entry, level),
    all: compareSurvival(panel, sample.pairs, entry, level),
  };
}
