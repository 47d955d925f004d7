import { partsOf } from '../system/parts.ts';
import { PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { clean } from './clean.ts';
import { improve } from './improve.ts';
import { Pattern } from './pattern.ts';

export interface Suppression {
  /** 1 where a cell is withheld, primaries included. */
  readonly isWithheld: Uint8Array;
  /** Primaries that no pattern can protect, because too few cells may be withheld. */
  readonly unprotected: readonly number[];
}

/** How much work to spend on a cheaper pattern for a part with so many cells, in exchanges of the router. */
export type EffortFor = (cells: number) => number;

/**
 * Chooses cells to withhold besides the primaries, so that nobody who knows all relations and all other cells can
 * bound a primary more closely than its protection interval.
 *
 * Cells one after another, widest interval first, each by the cheapest change of the table that moves it (Kelly, Golden
 * and Assad 1992 by linear programming); a change found for one proves others too. Then cells that turn out not to be
 * needed are published again, and cheaper patterns are looked for nearby. Deterministic.
 */
export function suppress(problem: SuppressionProblem, effortFor: EffortFor = () => 0): Suppression {
  const isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
  const unprotected = new Set<number>();
  for (const { cells, problem: part } of partsOf(problem)) {
    const pattern = new Pattern(part);
    const failed = pattern.complete();
    clean(pattern);
    const effort = effortFor(cells.length);
    if (effort > 0) improve(pattern, failed.length, effort);
    pattern.isWithheld.forEach((withheld, at) => {
      isWithheld[cells[at] as number] = withheld;
    });
    for (const id of failed) unprotected.add(cells[pattern.witnesses.requirements[id]?.cell as number] as number);
  }
  return { isWithheld, unprotected: [...unprotected].sort((a, b) => a - b) };
}
