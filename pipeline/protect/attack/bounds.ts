import type { Highs } from 'highs';
import { type Block, blocksOf, type Equation, type Prior } from './equations.ts';

/** What an attacker can say of an unknown: it lies between these, infinite where nothing limits it. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** Equations are also met when they are missed by this share of the block's largest number. */
const TOLERANCE = 1e-9;

/**
 * The tightest bounds of some unknowns, each by two linear programmes over all tables that the equations allow.
 *
 * `truth` holds the true values where they are known to the caller; a block whose equations contradict each other
 * (because published numbers are rounded) is widened just enough for the truth to fit. Returns bounds in the order of
 * `targets`.
 */
export function attack(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  targets: readonly number[],
  truth?: readonly number[],
): Bounds[] {
  const wanted = new Set(targets);
  const found = new Map<number, Bounds>();
  for (const block of blocksOf(priors.length, equations)) {
    const here = block.unknowns.filter((unknown) => wanted.has(unknown));
    if (here.length === 0) continue;
    if (block.equations.length === 0) {
      for (const target of here) found.set(target, { ...(priors[target] as Prior) });
      continue;
    }
    const programme = new BlockProgramme(highs, priors, block, truth);
    try {
      for (const target of here)
        found.set(target, { lower: programme.extreme(target, 1), upper: programme.extreme(target, -1) });
    } finally {
      programme.dispose();
    }
  }
  return targets.map((target) => found.get(target) as Bounds);
}

/** What an attacker finds in a block: bounds of the unknowns that are not safe, and what he had to leave out. */
export interface Findings {
  readonly bounds: ReadonlyMap<number, Bounds>;
  /** Equations that contradict the others, so that they cannot hold. */
  readonly contradicted: readonly Equation[];
}

/**
 * The bounds of those unknowns of a block that are not safe. `isSafe` says whether a number that may be as small as `lower`
 * and as large as `upper` is; what one programme finds possible settles many unknowns at once. Where the equations
 * contradict each other the fewest possible are left out, measured by how far they are missed.
 */
export function unsafeBounds(
  highs: Highs,
  priors: readonly Prior[],
  block: Block,
  isSafe: (unknown: number, seen: Bounds) => boolean,
): Findings {
  try {
    return { bounds: boundsOfBlock(highs, priors, block, isSafe), contradicted: [] };
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
  }
  const contradicted = new Set(contradictionsOf(highs, priors, block));
  const equations = block.equations.filter((equation) => !contradicted.has(equation));
  const bounds = boundsOfBlock(highs, priors, { ...block, equations }, isSafe);
  return { bounds, contradicted: [...contradicted] };
}

function boundsOfBlock(
  highs: Highs,
  priors: readonly Prior[],
  block: Block,
  isSafe: (unknown: number, seen: Bounds) => boolean,
): ReadonlyMap<number, Bounds> {
  const programme = new BlockProgramme(highs, priors, block);
  const lowest = new Map<number, number>();
  const highest = new Map<number, number>();
  const look = (): void => {
    programme.solution.forEach((value, at) => {
      const unknown = block.unknowns[at] as number;
      lowest.set(unknown, Math.min(lowest.get(unknown) ?? value, value));
      highest.set(unknown, Math.max(highest.get(unknown) ?? value, value));
    });
  };
  const isSettled = (unknown: number): boolean =>
    lowest.has(unknown) &&
    isSafe(unknown, { lower: lowest.get(unknown) as number, upper: highest.get(unknown) as number });
  const found = new Map<number, Bounds>();
  try {
    programme.least();
    look();
    for (const unknown of block.unknowns) {
      if (isSettled(unknown)) continue;
      const upper = programme.extreme(unknown, -1);
      look();
      if (isSettled(unknown)) continue;
      const lower = programme.extreme(unknown, 1);
      look();
      if (!isSafe(unknown, { lower, upper })) found.set(unknown, { lower, upper });
    }
    return found;
  } finally {
    programme.dispose();
  }
}

/** Equations that are missed where all together are missed by as little as possible. */
function contradictionsOf(highs: Highs, priors: readonly Prior[], block: Block): Equation[] {
  const { unknowns, equations } = block;
  const first = priors.length;
  const free = equations.flatMap(() => [
    { lower: 0, upper: Number.POSITIVE_INFINITY },
    { lower: 0, upper: Number.POSITIVE_INFINITY },
  ]);
  const elastic: Block = {
    unknowns: [...unknowns, ...free.map((_prior, at) => first + at)],
    equations: equations.map((equation, at) => ({
      ...equation,
      terms: new Map([...equation.terms, [first + 2 * at, 1], [first + 2 * at + 1, -1]]),
    })),
  };
  const programme = new BlockProgramme(highs, [...priors, ...free], elastic);
  try {
    programme.least(unknowns.length);
    const missed = programme.solution.slice(unknowns.length);
    return equations.filter((_equation, at) => Math.max(missed[2 * at] ?? 0, missed[2 * at + 1] ?? 0) > MISSED);
  } finally {
    programme.dispose();
  }
}

/** An equation that is missed by less than this is met, as counts and kroner go. */
const MISSED = 1e-4;

class Contradiction extends Error {}

/** Costs that are not negative are where the dual method starts; the primal one goes on from a table that was found. */
const DUAL = 1;
const PRIMAL = 4;

/** One block of equations in HiGHS. Numbers are divided by a typical one inside. */
class BlockProgramme {
  readonly #highs: Highs;
  readonly #model: ReturnType<Highs['raw']['createModel']>;
  readonly #columns: ReadonlyMap<number, number>;
  readonly #scale: number;
  readonly #block: Block;
  #found: readonly number[] = [];

  constructor(highs: Highs, priors: readonly Prior[], block: Block, truth?: readonly number[]) {
    const { unknowns, equations } = block;
    this.#highs = highs;
    this.#block = block;
    this.#columns = new Map(unknowns.map((unknown, at) => [unknown, at]));
    const sizes = equations.map(({ constant }) => Math.abs(constant)).filter((size) => size > 0);
    const largest = sizes.reduce((most, size) => Math.max(most, size), 1e-9);
    this.#scale = sizes.length === 0 ? 1 : (sizes.sort((a, b) => a - b)[sizes.length >> 1] as number) / 100;
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    const rowLower: number[] = [];
    const rowUpper: number[] = [];
    for (const { terms, constant, slack } of equations) {
      let left = 0;
      for (const [unknown, coefficient] of terms) {
        indices.push(this.#columns.get(unknown) as number);
        values.push(coefficient);
        left += coefficient * (truth?.[unknown] ?? 0);
      }
      starts.push(indices.length);
      const missed = truth === undefined ? 0 : left - constant;
      const play = slack + TOLERANCE * largest;
      rowLower.push((constant - play + Math.min(0, missed)) / this.#scale);
      rowUpper.push((constant + play + Math.max(0, missed)) / this.#scale);
    }
    this.#model = highs.raw.createModel();
    this.#model.setOptionValue('output_flag', false);
    this.#model.setOptionValue('presolve', 'off');
    this.#model.setOptionValue('simplex_strategy', PRIMAL);
    this.#model.passLp({
      numCols: unknowns.length,
      numRows: equations.length,
      colCost: new Float64Array(unknowns.length),
      colLower: unknowns.map((unknown) => (priors[unknown] as Prior).lower / this.#scale),
      colUpper: unknowns.map((unknown) => (priors[unknown] as Prior).upper / this.#scale),
      rowLower,
      rowUpper,
      matrix: {
        format: 'csr',
        numRows: equations.length,
        numCols: unknowns.length,
        starts,
        indices,
        values,
      },
    });
  }

  /** The least (direction 1) or the largest (-1) that an unknown can be; infinite where nothing limits it. */
  extreme(target: number, direction: 1 | -1): number {
    const at = this.#columns.get(target) as number;
    this.#model.changeColCost(at, direction);
    this.#run();
    this.#model.changeColCost(at, 0);
    const value = this.#found[at];
    return value ?? -direction * Number.POSITIVE_INFINITY;
  }

  /** Finds a table in which the unknowns from place `from` on are together as small as can be. */
  least(from = 0): void {
    const count = this.#block.unknowns.length;
    for (let at = from; at < count; at += 1) this.#model.changeColCost(at, 1);
    this.#model.setOptionValue('simplex_strategy', DUAL);
    this.#run();
    this.#model.setOptionValue('simplex_strategy', PRIMAL);
    for (let at = from; at < count; at += 1) this.#model.changeColCost(at, 0);
  }

  /** The table found last, in the order of the block's unknowns; empty where nothing limited what was asked for. */
  get solution(): readonly number[] {
    return this.#found;
  }

  #run(): void {
    const { optimal, unbounded, unboundedOrInfeasible, infeasible } = this.#highs.constants.modelStatus;
    this.#model.run();
    const status = this.#model.getModelStatus();
    this.#found = [];
    if (status === unbounded || status === unboundedOrInfeasible) return;
    const { equations } = this.#block;
    if (status === infeasible)
      throw new Contradiction(
        `The published numbers contradict each other: ${equations[0]?.label ?? ''} and ${equations.length - 1} more.`,
      );
    if (status !== optimal) throw new Error(`HiGHS ended with status ${status}.`);
    const { colValue } = this.#model.getSolution().value as { readonly colValue: Float64Array };
    this.#found = Array.from(colValue, (value) => value * this.#scale);
  }

  dispose(): void {
    this.#model.dispose();
  }
}
