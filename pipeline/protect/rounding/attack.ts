import type { Bounds } from '../attack/bounds.ts';
import { blocksOf, type Equation, type Prior } from '../attack/equations.ts';
import { BlockProgramme } from '../attack/programme.ts';
import type { Highs } from '../solver.ts';

/** A number that may be as small as `low`, or as large as `high`, is safe. */
export interface Wanted {
  readonly low: number;
  readonly high: number;
}

export const isSafe = ({ lower, upper }: Bounds, { low, high }: Wanted): boolean =>
  lower < low + TOLERANCE || upper > high - TOLERANCE;

const TOLERANCE = 1e-6;

/**
 * Bounds of rounded numbers, of each as far as tables were found that the attacker cannot rule out, the true one among
 * them; where those do not make it safe the tightest there are. Rounded tables are large, because every cell is unknown;
 * three programmes a block settle nearly all cells together.
 */
export function attackRounded(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  targets: readonly number[],
  truth: readonly number[],
  wanted: Wanted,
): Bounds[] {
  const isTarget = new Set(targets);
  const found = new Map<number, Bounds>();
  for (const target of targets) found.set(target, { lower: truth[target] as number, upper: truth[target] as number });
  for (const block of blocksOf([...priors.keys()], equations)) {
    const here = block.unknowns.filter((unknown) => isTarget.has(unknown));
    if (here.length === 0) continue;
    if (block.equations.length === 0) {
      for (const target of here) found.set(target, priors[target] as Prior);
      continue;
    }
    const place = new Map(block.unknowns.map((unknown, at) => [unknown, at]));
    const programme = new BlockProgramme(highs, (unknown) => priors[unknown] as Prior, block);
    const look = (): void => {
      for (const target of here) {
        const number = programme.solution[place.get(target) as number] as number;
        const { lower, upper } = found.get(target) as Bounds;
        found.set(target, { lower: Math.min(lower, number), upper: Math.max(upper, number) });
      }
    };
    const open = (): number[] => here.filter((target) => !isSafe(found.get(target) as Bounds, wanted));
    try {
      programme.least();
      look();
      programme.largest(new Map(open().map((target) => [target, wanted.high])));
      look();
      programme.smallest(open());
      look();
      for (const target of open()) {
        if (isSafe(found.get(target) as Bounds, wanted)) continue;
        const lower = programme.extreme(target, 1);
        look();
        const upper = programme.extreme(target, -1);
        look();
        found.set(target, { lower, upper });
      }
    } finally {
      programme.dispose();
    }
  }
  return targets.map((target) => found.get(target) as Bounds);
}
