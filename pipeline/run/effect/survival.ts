import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
import { criticalValue } from '../../estimate/effect/ratio/interval.ts';
import { comparePaired, type PairedComparison, type PairedCounts } from '../../estimate/effect/ratio/paired.ts';
import type { RegisterPanel } from './panel.ts';

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
export function compareSurvival(
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
