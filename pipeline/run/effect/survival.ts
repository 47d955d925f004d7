import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
import { criticalValue } from '../../estimate/effect/ratio/interval.ts';
import { comparePaired, type PairedComparison, type PairedCounts } from '../../estimate/effect/ratio/paired.ts';
import type { RegisterPanel } from './panel.ts';

/** Years after entry at which survival is looked at. */
export const SURVIVAL_YEARS = 3;

/** Pairs compared on whether both companies are still in the register. */
export interface SurvivalComparison {
  readonly pairs: number;
  readonly counts: PairedCounts;
  readonly comparison: PairedComparison;
  readonly lower: number;
  readonly upper: number;
}

/** Survival three years after entry, for pairs whose third year the register covers; null where there are none. */
export function compareSurvival(
  panel: RegisterPanel,
  { treated, control }: Pairs,
  entry: ArrayLike<number>,
  level: number,
): SurvivalComparison | null {
  const steps = panel.years.length;
  const counts = { both: 0, treatedOnly: 0, controlOnly: 0, neither: 0 };
  let pairs = 0;
  treated.forEach((unit, at) => {
    const step = panel.years.indexOf((entry[unit] as number) + SURVIVAL_YEARS);
    if (step < 0) return;
    const isAlive = (firm: number): boolean => panel.isPresent[firm * steps + step] === 1;
    const [own, other] = [isAlive(unit), isAlive(control[at] as number)];
    counts[own ? (other ? 'both' : 'treatedOnly') : other ? 'controlOnly' : 'neither']++;
    pairs++;
  });
  if (pairs === 0) return null;
  const comparison = comparePaired(counts, level);
  const { estimate, standardError } = comparison.riskDifference;
  const reach = criticalValue(level) * standardError;
  return { pairs, counts, comparison, lower: estimate - reach, upper: estimate + reach };
}
