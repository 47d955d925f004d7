import type { Highs } from '../solver.ts';
import { Alternatives } from './alternatives.ts';
import type { Bounds } from './bounds.ts';
import { blocksOf, type Equation, type Prior } from './equations.ts';
import { BlockProgramme } from './programme.ts';

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
 * small as `lower` and as large as `upper` is, and is true of unknowns that need no protection. Mixtures of the
 * `alternatives` that are known settle nearly all unknowns; a programme is solved for each of the others.
 */
export function attackByContributors(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  truth: readonly number[],
  soles: readonly number[],
  isSafe: (unknown: number, seen: Bounds) => boolean,
  alternatives: Alternatives = new Alternatives(),
): SeenThrough[] {
  const isSole = new Set(soles);
  return blocksOf([...priors.keys()], equations).flatMap((block) => {
    const attackers = block.unknowns.filter((unknown) => isSole.has(unknown));
    const targets = block.unknowns.filter((unknown) => {
      const value = truth[unknown] as number;
      return !isSafe(unknown, { lower: value, upper: value });
    });
    if (block.equations.length === 0 || attackers.length === 0 || targets.length === 0) return [];
    const programme = new BlockProgramme(highs, (unknown) => priors[unknown] as Prior, block, truth);
    try {
      return attackers.flatMap((attacker) => {
        const own = { known: attacker, value: truth[attacker] as number };
        const isOpen = (target: number): boolean =>
          target !== attacker && !alternatives.areEnough({ target, truth: truth[target] as number }, own, isSafe);
        const extreme = (target: number, direction: 1 | -1): number => {
          const value = programme.extreme(target, direction);
          alternatives.add(block.unknowns, programme.solution);
          return value;
        };
        const open = targets.filter(isOpen);
        if (open.length > 0) programme.fix(own.known, own.value);
        const found = open.flatMap((target): SeenThrough[] => {
          if (!isOpen(target)) return [];
          const bounds = { lower: extreme(target, 1), upper: extreme(target, -1) };
          return isSafe(target, bounds) ? [] : [{ attacker, target, bounds }];
        });
        if (open.length > 0) programme.free(attacker);
        return found;
      });
    } finally {
      programme.dispose();
    }
  });
}
