import type { Highs } from '../solver.ts';
import { type Block, Contradiction, type LinearEquation, type Prior } from './equations.ts';

/** Equations are also met when they are missed by this share of the block's largest number. */
const TOLERANCE = 1e-9;

/** Costs that are not negative are where the dual method starts; the primal one goes on from a table that was found. */
const DUAL = 1;
const PRIMAL = 4;

/** One block of equations in HiGHS. Numbers are divided by a typical one inside. */
export class BlockProgramme {
  readonly #highs: Highs;
  readonly #model: ReturnType<Highs['raw']['createModel']>;
  readonly #columns: ReadonlyMap<number, number>;
  readonly #scale: number;
  readonly #block: Block<LinearEquation>;
  readonly #limitsOf: (unknown: number) => Prior;
  #found: readonly number[] = [];

  constructor(
    highs: Highs,
    limitsOf: (unknown: number) => Prior,
    block: Block<LinearEquation>,
    truth?: readonly number[],
  ) {
    const { unknowns, equations } = block;
    this.#highs = highs;
    this.#block = block;
    this.#limitsOf = limitsOf;
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
      colLower: unknowns.map((unknown) => limitsOf(unknown).lower / this.#scale),
      colUpper: unknowns.map((unknown) => limitsOf(unknown).upper / this.#scale),
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

  /** An unknown that is known from now on, and one that is not known any more. */
  fix(unknown: number, value: number): void {
    const scaled = value / this.#scale;
    this.#model.changeColBounds(this.#columns.get(unknown) as number, scaled, scaled);
  }

  free(unknown: number): void {
    const { lower, upper } = this.#limitsOf(unknown);
    this.#model.changeColBounds(this.#columns.get(unknown) as number, lower / this.#scale, upper / this.#scale);
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

  /**
   * Finds a table in which some unknowns are together as large as can be, none larger than its cap. A cap must not be below
   * what the unknown is in the table found last.
   */
  largest(targets: ReadonlyMap<number, number>): void {
    const columns = [...targets].map(([target, cap]) => ({ target, cap, at: this.#columns.get(target) as number }));
    for (const { target, cap, at } of columns) {
      const { lower, upper } = this.#limitsOf(target);
      this.#model.changeColCost(at, -1);
      this.#model.changeColBounds(at, lower / this.#scale, Math.min(cap, upper) / this.#scale);
    }
    this.#run();
    for (const { target, at } of columns) {
      const { lower, upper } = this.#limitsOf(target);
      this.#model.changeColCost(at, 0);
      this.#model.changeColBounds(at, lower / this.#scale, upper / this.#scale);
    }
  }

  /** Finds a table in which some unknowns are together as small as can be. */
  smallest(targets: readonly number[]): void {
    const columns = targets.map((target) => this.#columns.get(target) as number);
    for (const at of columns) this.#model.changeColCost(at, 1);
    this.#run();
    for (const at of columns) this.#model.changeColCost(at, 0);
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
    if (status === infeasible) throw new Contradiction();
    if (status !== optimal) throw new Error(`HiGHS ended with status ${status}.`);
    const { colValue } = this.#model.getSolution().value as { readonly colValue: Float64Array };
    this.#found = Array.from(colValue, (value) => value * this.#scale);
  }

  dispose(): void {
    this.#model.dispose();
  }
}
