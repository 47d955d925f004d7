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
    if (here.length > 0) attackBlock(highs, priors, block, here, truth, found);
  }
  return targets.map((target) => found.get(target) as Bounds);
}

function attackBlock(
  highs: Highs,
  priors: readonly Prior[],
  { unknowns, equations }: Block,
  targets: readonly number[],
  truth: readonly number[] | undefined,
  found: Map<number, Bounds>,
): void {
  if (equations.length === 0) {
    for (const target of targets) found.set(target, { ...(priors[target] as Prior) });
    return;
  }
  const column = new Map(unknowns.map((unknown, at) => [unknown, at]));
  const sizes = equations.map(({ constant }) => Math.abs(constant)).filter((size) => size > 0);
  const largest = Math.max(1e-9, ...sizes);
  const scale = sizes.length === 0 ? 1 : (sizes.sort((a, b) => a - b)[sizes.length >> 1] as number) / 100;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const { terms, constant, slack } of equations) {
    let left = 0;
    for (const [unknown, coefficient] of terms) {
      indices.push(column.get(unknown) as number);
      values.push(coefficient);
      left += coefficient * (truth?.[unknown] ?? 0);
    }
    starts.push(indices.length);
    const missed = truth === undefined ? 0 : left - constant;
    const play = slack + TOLERANCE * largest;
    rowLower.push((constant - play + Math.min(0, missed)) / scale);
    rowUpper.push((constant + play + Math.max(0, missed)) / scale);
  }
  const count = unknowns.length;
  const model = highs.raw.createModel();
  try {
    model.setOptionValue('output_flag', false);
    model.setOptionValue('presolve', 'off');
    model.setOptionValue('simplex_strategy', 4);
    model.passLp({
      numCols: count,
      numRows: equations.length,
      colCost: new Float64Array(count),
      colLower: unknowns.map((unknown) => (priors[unknown] as Prior).lower / scale),
      colUpper: unknowns.map((unknown) => (priors[unknown] as Prior).upper / scale),
      rowLower,
      rowUpper,
      matrix: { format: 'csr', numRows: equations.length, numCols: count, starts, indices, values },
    });
    const { optimal, unbounded, unboundedOrInfeasible, infeasible } = highs.constants.modelStatus;
    const extreme = (target: number, direction: 1 | -1): number => {
      const at = column.get(target) as number;
      model.changeColCost(at, direction);
      model.run();
      const status = model.getModelStatus();
      const objective = model.getObjectiveValue();
      model.changeColCost(at, 0);
      if (status === optimal) return direction * objective * scale;
      if (status === unbounded || status === unboundedOrInfeasible) return -direction * Number.POSITIVE_INFINITY;
      throw new Error(
        status === infeasible
          ? `The published numbers contradict each other: ${equations[0]?.label ?? ''} and ${equations.length - 1} more.`
          : `HiGHS ended with status ${status}.`,
      );
    };
    for (const target of targets) found.set(target, { lower: extreme(target, 1), upper: extreme(target, -1) });
  } finally {
    model.dispose();
  }
}
