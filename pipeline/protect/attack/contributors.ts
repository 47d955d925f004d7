import type { Highs } from '../solver.ts';
import type { Bounds } from './bounds.ts';
import { blocksOf, type Equation, type Prior } from './equations.ts';
import { unsafeBounds } from './unsafe.ts';

/** What somebody who is the only contributor of one withheld cell can say of another. */
export interface SeenThrough {
  /** The unknown that the attacker knows, and the one he attacks. */
  readonly attacker: number;
  readonly target: number;
  readonly bounds: Bounds;
}

/**
 * Attacks by contributors: each one who is alone in a withheld cell knows its value and subtracts it. Returns the unknowns
 * that are then bounded more closely than they may be.
 *
 * `truth` holds the true values, `soles` the unknowns with one contributor; `isSafe` says whether a number that may be as
 * small as `lower` and as large as `upper` is, and is true of unknowns that need no protection.
 */
export function attackByContributors(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  truth: readonly number[],
  soles: readonly number[],
  isSafe: (unknown: number, seen: Bounds) => boolean,
): SeenThrough[] {
  const isSole = new Set(soles);
  return blocksOf([...priors.keys()], equations).flatMap((block) => {
    if (block.equations.length === 0) return [];
    return block.unknowns
      .filter((unknown) => isSole.has(unknown))
      .flatMap((attacker) => {
        const value = truth[attacker] as number;
        const known = priors.map((prior, unknown) => (unknown === attacker ? { lower: value, upper: value } : prior));
        const { bounds } = unsafeBounds(
          highs,
          known,
          block,
          (unknown, seen) => unknown === attacker || isSafe(unknown, seen),
        );
        return [...bounds].map(([target, found]) => ({ attacker, target, bounds: found }));
      });
  });
}
