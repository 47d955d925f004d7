import { partsOf } from '../system/parts.ts';
import { PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { cheapestPattern } from './variants.ts';

export interface Suppression {
  /** 1 where a cell is withheld, primaries included. */
  readonly isWithheld: Uint8Array;
  /** Primaries that no pattern can protect, because too few cells may be withheld. */
  readonly unprotected: readonly number[];
}

/** How often to try, with shaken prices, for a part with so many cells. */
export type AttemptsFor = (cells: number) => number;

const ONCE: AttemptsFor = () => 1;

/**
 * Chooses cells to withhold besides the primaries, so that nobody who knows all relations and all other cells can
 * bound a primary more closely than its protection interval.
 *
 * Cells one after another, widest interval first, each by the cheapest change of the table that moves it (Kelly, Golden
 * and Assad 1992 by linear programming); a change found for one proves others too. Then cells that turn out not to be
 * needed are published again. Deterministic.
 */
export function suppress(problem: SuppressionProblem, attemptsFor: AttemptsFor = ONCE): Suppression {
  const isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
  const unprotected = new Set<number>();
  for (const { cells, problem: part } of partsOf(problem)) {
    const best = cheapestPattern(part, attemptsFor(cells.length));
    best.isWithheld.forEach((withheld, at) => {
      isWithheld[cells[at] as number] = withheld;
    });
    for (const cell of best.failed) unprotected.add(cells[cell] as number);
  }
  return { isWithheld, unprotected: [...unprotected].sort((a, b) => a - b) };
}
