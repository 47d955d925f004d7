import { type CellIndex, indexCells } from '../system/index-of-cells.ts';
import { FREE, PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import type { Flow } from './flow.ts';
import { rigidCells } from './rigid.ts';
import { Router } from './route.ts';
import { type Requirement, requirementsOf, Witnesses } from './witnesses.ts';

/** Price of moving a cell that is withheld anyway, relative to the cheapest other; keeps flows short. */
const WITHHELD = 1e-4;
/** The same for a single-contributor cell, which is a poor witness. */
const WITHHELD_SOLE = 4e-4;

/**
 * A set of withheld cells under construction, with the flows that prove that each primary is protected.
 */
export class Pattern {
  readonly problem: SuppressionProblem;
  readonly index: CellIndex;
  readonly isWithheld: Uint8Array;
  readonly witnesses: Witnesses;
  readonly router: Router;
  readonly #prices: Float64Array;

  constructor(problem: SuppressionProblem) {
    this.problem = problem;
    this.index = indexCells(problem.system);
    this.isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
    this.witnesses = new Witnesses(problem, requirementsOf(problem));
    const isRigid = rigidCells(problem, this.index);
    this.router = new Router(problem, this.index, (cell) => isRigid[cell] === 0);
    this.#prices = Float64Array.from(problem.states, (_state, cell) =>
      isRigid[cell] === 1 ? Number.POSITIVE_INFINITY : this.priceOf(cell),
    );
  }

  /** Price of moving a cell: next to nothing for a withheld one. */
  priceOf = (cell: number): number => {
    if (this.isWithheld[cell] === 1) return this.problem.isSole[cell] === 1 ? WITHHELD_SOLE : WITHHELD;
    return this.problem.costs[cell] as number;
  };

  /** Withholds what is needed until every requirement is met. Returns the requirements that nothing can meet. */
  complete(): number[] {
    const failed: number[] = [];
    this.witnesses.requirements.forEach((requirement, id) => {
      if (!this.#meet(id, requirement)) failed.push(id);
    });
    return failed;
  }

  #meet(id: number, requirement: Requirement): boolean {
    while (!this.witnesses.isMet(id)) {
      const known = this.witnesses.flows(id);
      const flow = this.#cheapest(requirement, this.witnesses.knowers(id));
      if (flow === null) return false;
      this.witnesses.set(id, [...known, flow]);
      this.withhold(flow.cells);
      this.witnesses.share(flow);
    }
    return true;
  }

  withhold(cells: Iterable<number>): void {
    for (const cell of cells) {
      if (this.isWithheld[cell] === 1) continue;
      this.isWithheld[cell] = 1;
      this.#prices[cell] = this.priceOf(cell);
    }
  }

  /** The cheapest flow that leaves the knowers' cells alone, or at least the first one's. */
  #cheapest({ cell, amount }: Requirement, knowers: readonly number[]): Flow | null {
    return this.#prices[cell] === Number.POSITIVE_INFINITY
      ? null
      : routeAround(this.router, cell, amount, this.#prices, knowers);
  }

  secondaries(): number[] {
    return [...this.isWithheld.keys()].filter(
      (cell) => this.isWithheld[cell] === 1 && this.problem.states[cell] === FREE,
    );
  }
}

/** Runs `find` while some cells must stay. */
export function withClosed<Found>(prices: Float64Array, cells: readonly number[], find: () => Found): Found {
  const before = cells.map((cell) => prices[cell] as number);
  for (const cell of cells) prices[cell] = Number.POSITIVE_INFINITY;
  const found = find();
  cells.forEach((cell, at) => {
    prices[cell] = before[at] as number;
  });
  return found;
}

/** The cheapest flow that leaves the knowers' cells alone, or at least the first one's; null where there is none. */
export function routeAround(
  router: Router,
  cell: number,
  amount: number,
  prices: Float64Array,
  knowers: readonly number[],
): Flow | null {
  for (const closed of knowers.length > 1 ? [knowers, knowers.slice(0, 1)] : [knowers]) {
    const flow = withClosed(prices, closed, () => router.route(cell, amount, prices));
    if (flow !== null) return flow;
  }
  return null;
}
