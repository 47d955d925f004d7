import type { Highs } from 'highs';
import { clean } from './clean.ts';
import { type ExactLimits, exactPattern } from './exact.ts';
import { improve } from './improve.ts';
import { Pattern } from './pattern.ts';

/** Enough to close most tables of a hundred cells, in about a second. */
const LIMITS: ExactLimits = { fractionalRounds: 20, wholeRounds: 6, nodes: 100, widestGap: 1.3 };

/**
 * A pattern that is as cheap as any, or else the cheaper of the given one and what a search finds from the last choice of
 * cells that the exact method came to. `effort` is what that search may spend.
 */
export function polish(highs: Highs, pattern: Pattern, effort: number) {
  const cost = pattern.cost();
  const { lowerBound, cells } = exactPattern(highs, pattern, cost, LIMITS);
  if (cells === null) return { pattern, lowerBound };
  const other = new Pattern(pattern.problem);
  other.withhold(cells);
  if (other.complete().length > 0) return { pattern, lowerBound };
  clean(other);
  if (other.cost() > lowerBound + 1e-6) improve(other, 0, effort);
  return { pattern: other.cost() < cost ? other : pattern, lowerBound };
}
