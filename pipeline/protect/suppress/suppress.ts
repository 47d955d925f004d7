import type { Highs } from 'highs';
import { partsOf } from '../system/parts.ts';
import { PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { clean } from './clean.ts';
import { Pattern } from './pattern.ts';

export interface Suppression {
  /** 1 where a cell is withheld, primaries included. */
  readonly isWithheld: Uint8Array;
  /** Primaries that no pattern can protect, because too few cells may be withheld. */
  readonly unprotected: readonly number[];
}

/**
 * Chooses cells to withhold besides the primaries, so that nobody who knows all relations and all other cells can
 * bound a primary more closely than its protection interval.
 *
 * Cells one after another, widest interval first, each by the cheapest change of the table that moves it (Kelly, Golden
 * and Assad 1992 by linear programming); a change found for one proves others too. Then cells that turn out not to be
 * needed are published again. Deterministic.
 */
export function suppress(highs: Highs, problem: SuppressionProblem): Suppression {
  const isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
  const unprotected: number[] = [];
  for (const { cells, problem: part } of partsOf(problem)) {
    const pattern = new Pattern(highs, part);
    const failed = pattern.complete();
    clean(pattern);
    pattern.isWithheld.forEach((withheld, at) => {
      isWithheld[cells[at] as number] = withheld;
    });
    for (const id of failed) unprotected.push(cells[pattern.witnesses.requirements[id]?.cell as number] as number);
  }
  return { isWithheld, unprotected: [...new Set(unprotected)].sort((a, b) => a - b) };
}
