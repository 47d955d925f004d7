import type { Highs } from '../solver.ts';
import type { Alternatives } from './alternatives.ts';
import { blocksOf, type Equation, type Prior } from './equations.ts';
import { BlockProgramme } from './programme.ts';

/** What an attacker can say of an unknown: it lies between these, infinite where nothing limits it. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The tightest bounds of some unknowns, each by two linear programmes over all tables that the equations allow.
 *
 * `truth` holds the true values where they are known to the caller; a block whose equations contradict each other
 * (because published numbers are rounded) is widened just enough for the truth to fit. Tables found on the way are kept in
 * `alternatives`. Returns bounds in the order of `targets`.
 */
export function attack(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  targets: readonly number[],
  truth?: readonly number[],
  alternatives?: Alternatives,
): Bounds[] {
  const wanted = new Set(targets);
  const found = new Map<number, Bounds>();
  for (const block of blocksOf([...priors.keys()], equations)) {
    const here = block.unknowns.filter((unknown) => wanted.has(unknown));
    if (here.length === 0) continue;
    if (block.equations.length === 0) {
      for (const target of here) found.set(target, { ...(priors[target] as Prior) });
      continue;
    }
    const programme = new BlockProgramme(highs, (unknown) => priors[unknown] as Prior, block, truth);
    const extreme = (target: number, direction: 1 | -1): number => {
      const value = programme.extreme(target, direction);
      alternatives?.add(block.unknowns, programme.solution);
      return value;
    };
    try {
      for (const target of here) found.set(target, { lower: extreme(target, 1), upper: extreme(target, -1) });
    } finally {
      programme.dispose();
    }
  }
  return targets.map((target) => found.get(target) as Bounds);
}
