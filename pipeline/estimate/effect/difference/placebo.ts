import { uniform } from '../../numeric/random.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type MatchedDifference, type MatchedOptions, matchedDifferenceInDifferences } from './matched.ts';
import type { Panel } from './panel.ts';

/**
 * Placebo in time: pairs are said to enter `early` periods before they did, and only periods before their true entry are
 * used. There is nothing to be found; an effect means that the pairs were on different paths.
 */
export function placeboInTime(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  early = 2,
  options: Omit<MatchedOptions, 'to'> = {},
): MatchedDifference {
  const fake = Float64Array.from(entry, (start) => (start === 0 ? 0 : start - early));
  return matchedDifferenceInDifferences(panel, pairs, fake, { ...options, to: early - 1 });
}

/**
 * Placebo in units: cohorts for `groupTimeEffects` in which the treated are left out (NaN) and a share of the never treated
 * is said to be treated, at entries in the proportions of the true ones. Who is chosen depends on the seed and the unit's
 * own number alone.
 *
 * @param numbers a number that belongs to the unit itself, e.g. `hashText(id)`
 * @throws RangeError where nobody is treated: there are no entries to take.
 */
export function placeboCohorts(
  cohort: ArrayLike<number>,
  numbers: ArrayLike<number>,
  share: number,
  seed: number,
): Float64Array {
  const entries = Array.from(cohort)
    .filter((start) => start > 0)
    .sort((a, b) => a - b);
  if (entries.length === 0) throw new RangeError('a placebo requires at least 1 treated unit to take entries from');
  return Float64Array.from(cohort, (start, i) => {
    if (start !== 0) return Number.NaN;
    const unit = numbers[i] as number;
    if (uniform(seed, 3, 0, unit) >= share) return 0;
    return entries[Math.floor(uniform(seed, 3, 1, unit) * entries.length)] as number;
  });
}
