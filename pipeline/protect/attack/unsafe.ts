import type { Highs } from '../solver.ts';
import type { Bounds } from './bounds.ts';
import { type Block, blocksOf, Contradiction, type Equation, type LinearEquation, type Prior } from './equations.ts';
import { BlockProgramme } from './programme.ts';
import { reduceBlock, through } from './reduce.ts';
import { boundsOfSum } from './sum-bounds.ts';

/** Whether a number that may be as small as `lower` and as large as `upper` is safe. */
export type IsSafe = (unknown: number, seen: Bounds) => boolean;

/** What an attacker finds in a block: bounds of the unknowns that are not safe, and what he had to leave out. */
export interface Findings {
  readonly bounds: ReadonlyMap<number, Bounds>;
  /** Equations that contradict the others, so that they cannot hold. */
  readonly contradicted: readonly Equation[];
}

/**
 * The bounds of those unknowns of a block that are not safe. Where the equations contradict each other the fewest possible
 * are left out, measured by how far they are missed.
 */
export function unsafeBounds(highs: Highs, priors: readonly Prior[], block: Block, isSafe: IsSafe): Findings {
  try {
    return { bounds: boundsOfBlock(highs, priors, block, isSafe), contradicted: [] };
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
  }
  const missed = missesOf(highs, priors, block);
  const contradicted = block.equations.filter((_equation, at) => (missed[at] as number) > MISSED);
  const equations = block.equations.flatMap(({ terms, constant, slack }, at): LinearEquation[] => {
    const far = missed[at] as number;
    return far > MISSED ? [] : [{ terms, constant, slack: slack + 2 * far }];
  });
  return { bounds: boundsOfBlock(highs, priors, { unknowns: block.unknowns, equations }, isSafe), contradicted };
}

function boundsOfBlock(
  highs: Highs,
  priors: readonly Prior[],
  whole: Block<LinearEquation>,
  isSafe: IsSafe,
): ReadonlyMap<number, Bounds> {
  const { block, limitsOf, expressionOf } = reduceBlock(priors, whole);
  const membersOf = new Map<number, number[]>(block.unknowns.map((base) => [base, []]));
  for (const unknown of whole.unknowns) {
    const { base } = expressionOf(unknown);
    if (base !== null) membersOf.get(base)?.push(unknown);
  }
  const areSafe: IsSafe = (base, seen) =>
    membersOf.get(base)?.every((unknown) => isSafe(unknown, through(expressionOf(unknown), seen))) === true;
  const ofBases = new Map<number, Bounds>();
  for (const part of blocksOf(block.unknowns, block.equations))
    for (const [base, seen] of boundsOfPart(highs, limitsOf, part, areSafe)) ofBases.set(base, seen);
  const found = new Map<number, Bounds>();
  for (const unknown of whole.unknowns) {
    const { base, factor, plus } = expressionOf(unknown);
    const ofBase = base === null ? { lower: 0, upper: 0 } : ofBases.get(base);
    if (ofBase === undefined) continue;
    const seen = through({ factor, plus }, ofBase);
    if (!isSafe(unknown, seen)) found.set(unknown, seen);
  }
  return found;
}

/** The bounds of the unknowns of a part that are not safe. What one programme finds possible settles many at once. */
function boundsOfPart(
  highs: Highs,
  limitsOf: (unknown: number) => Prior,
  part: Block<LinearEquation>,
  isSafe: IsSafe,
): ReadonlyMap<number, Bounds> {
  const [only, ...others] = part.equations;
  const found = new Map<number, Bounds>();
  if (others.length === 0) {
    const bounds = only === undefined ? new Map<number, Bounds>() : boundsOfSum(only, limitsOf);
    for (const unknown of part.unknowns) {
      const seen = bounds.get(unknown) ?? limitsOf(unknown);
      if (!isSafe(unknown, seen)) found.set(unknown, seen);
    }
    return found;
  }
  const programme = new BlockProgramme(highs, limitsOf, part);
  const seen = new Map<number, Bounds>();
  const look = (): void =>
    programme.solution.forEach((value, at) => {
      const unknown = part.unknowns[at] as number;
      const { lower, upper } = seen.get(unknown) ?? { lower: value, upper: value };
      seen.set(unknown, { lower: Math.min(lower, value), upper: Math.max(upper, value) });
    });
  const isOpen = (unknown: number): boolean => {
    const known = seen.get(unknown);
    return known === undefined || !isSafe(unknown, known);
  };
  try {
    programme.least();
    look();
    programme.largest(capsOf(part.unknowns.filter(isOpen), limitsOf, seen, isSafe));
    look();
    programme.smallest(part.unknowns.filter(isOpen));
    look();
    for (const unknown of part.unknowns) {
      if (!isOpen(unknown)) continue;
      const upper = programme.extreme(unknown, -1);
      look();
      if (!isOpen(unknown)) continue;
      const lower = programme.extreme(unknown, 1);
      look();
      if (!isSafe(unknown, { lower, upper })) found.set(unknown, { lower, upper });
    }
    return found;
  } finally {
    programme.dispose();
  }
}

/** How large unknowns have to be to be safe, roughly; those that can never be are left out. */
function capsOf(
  unknowns: readonly number[],
  limitsOf: (unknown: number) => Prior,
  seen: ReadonlyMap<number, Bounds>,
  isSafe: IsSafe,
): ReadonlyMap<number, number> {
  const caps = new Map<number, number>();
  for (const unknown of unknowns) {
    const { lower } = limitsOf(unknown);
    let cap = 4 * Math.max(1, seen.get(unknown)?.upper ?? 0);
    for (let doubled = 0; doubled < DOUBLINGS && !isSafe(unknown, { lower, upper: cap }); doubled += 1) cap *= 2;
    if (isSafe(unknown, { lower, upper: cap })) caps.set(unknown, cap);
  }
  return caps;
}

const DOUBLINGS = 30;

/** How far each equation is missed where all together are missed by as little as possible. */
function missesOf(highs: Highs, priors: readonly Prior[], { unknowns, equations }: Block): number[] {
  const first = priors.length;
  const elastic: Block<LinearEquation> = {
    unknowns: [...unknowns, ...equations.flatMap((_equation, at) => [first + 2 * at, first + 2 * at + 1])],
    equations: equations.map(({ terms, constant, slack }, at) => ({
      terms: new Map([...terms, [first + 2 * at, 1], [first + 2 * at + 1, -1]]),
      constant,
      slack,
    })),
  };
  const programme = new BlockProgramme(highs, (unknown) => priors[unknown] ?? FREE, elastic);
  try {
    programme.least(unknowns.length);
    const missed = programme.solution.slice(unknowns.length);
    return equations.map((_equation, at) => Math.max(missed[2 * at] ?? 0, missed[2 * at + 1] ?? 0));
  } finally {
    programme.dispose();
  }
}

const FREE: Prior = { lower: 0, upper: Number.POSITIVE_INFINITY };

/** An equation that is missed by less than this is met, as counts and kroner go. */
const MISSED = 1e-4;
