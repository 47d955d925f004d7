import type { Highs } from 'highs';
import { partsOf } from '../system/parts.ts';
import { PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { clean } from './clean.ts';
import { improve } from './improve.ts';
import { Pattern } from './pattern.ts';
import { polish } from './polish.ts';

export interface Suppression {
  /** 1 where a cell is withheld, primaries included. */
  readonly isWithheld: Uint8Array;
  /** Primaries that no pattern can protect, because too few cells may be withheld. */
  readonly unprotected: readonly number[];
  /** Price of what is withheld besides primaries, and a price that no pattern is below; 0 where that was not looked for. */
  readonly cost: number;
  readonly lowerBound: number;
}

/** How much work to spend on a cheaper pattern for a part with so many cells, in exchanges of the router. */
export type EffortFor = (cells: number) => number;

/** Parts of up to so many cells are solved exactly where that closes soon. */
const EXACT = 250;
/** Where that does not come so near to the cheapest pattern, so many times the effort is spent on them. */
const NEAR = 1.01;
const LONGER = 20;

/**
 * Chooses cells to withhold besides the primaries, so that nobody who knows all relations and all other cells can
 * bound a primary more closely than its protection interval.
 *
 * Cells one after another, widest interval first, each by the cheapest change of the table that moves it (Kelly, Golden
 * and Assad 1992 by linear programming); a change found for one proves others too. Then cells that turn out not to be
 * needed are published again, and cheaper patterns are looked for nearby. Deterministic.
 */
export function suppress(highs: Highs, problem: SuppressionProblem, effortFor: EffortFor = () => 0): Suppression {
  const isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
  const unprotected = new Set<number>();
  let cost = 0;
  let lowerBound = 0;
  for (const { cells, problem: part } of partsOf(problem)) {
    let pattern = new Pattern(part);
    const failed = pattern.complete();
    clean(pattern);
    const effort = effortFor(cells.length);
    if (effort > 0) improve(pattern, failed.length, effort);
    if (effort > 0 && failed.length === 0 && cells.length <= EXACT) {
      const polished = polish(highs, pattern, effort / 2);
      pattern = polished.pattern;
      lowerBound += polished.lowerBound;
      improve(pattern, 0, LONGER * effort, NEAR * polished.lowerBound);
    }
    cost += pattern.cost();
    pattern.isWithheld.forEach((withheld, at) => {
      isWithheld[cells[at] as number] = withheld;
    });
    for (const id of failed) unprotected.add(cells[pattern.witnesses.requirements[id]?.cell as number] as number);
  }
  return { isWithheld, unprotected: [...unprotected].sort((a, b) => a - b), cost, lowerBound };
}
