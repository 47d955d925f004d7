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
  readonly #isRigid: Uint8Array;

  constructor(problem: SuppressionProblem) {
    this.problem = problem;
    this.index = indexCells(problem.system);
    this.isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
    this.witnesses = new Witnesses(problem, requirementsOf(problem));
    this.#isRigid = rigidCells(problem, this.index);
    this.router = new Router(problem, this.index, this.isMovable);
    this.#prices = Float64Array.from(problem.states, (_state, cell) =>
      !this.isMovable(cell) ? Number.POSITIVE_INFINITY : this.priceOf(cell),
    );
  }

  /** False for cells that stay whatever is withheld. */
  isMovable = (cell: number): boolean => this.#isRigid[cell] === 0;

  /** Price of moving a cell: next to nothing for a withheld one. */
  priceOf = (cell: number): number => {
    if (this.isWithheld[cell] === 1) return this.problem.isSole[cell] === 1 ? WITHHELD_SOLE : WITHHELD;
    return this.problem.costs[cell] as number;
  };

  /**
   * Withholds what is needed until every requirement is met. Returns the requirements that nothing can meet. Prices of
   * cells that are not withheld are multiplied by `factor`; infinite keeps a cell out.
   */
  complete(factor: (cell: number) => number = () => 1): number[] {
    const failed: number[] = [];
    const changed: number[] = [];
    this.#prices.forEach((price, cell) => {
      if (this.isWithheld[cell] === 1 || price === Number.POSITIVE_INFINITY || factor(cell) === 1) return;
      this.#prices[cell] = price * factor(cell);
      changed.push(cell);
    });
    this.witnesses.requirements.forEach((requirement, id) => {
      if (!this.#meet(id, requirement)) failed.push(id);
    });
    for (const cell of changed) this.#prices[cell] = this.priceOf(cell);
    return failed;
  }

  /** Publishes withheld cells; requirements lose the flows that lean on them. */
  publish(cells: readonly number[]): void {
    const isOut = new Set(cells);
    for (const cell of cells) {
      for (const id of this.witnesses.users(cell))
        this.witnesses.set(
          id,
          this.witnesses.flows(id).filter((flow) => !flow.cells.some((at) => isOut.has(at))),
        );
      this.isWithheld[cell] = 0;
      this.#prices[cell] = this.priceOf(cell);
    }
  }

  snapshot(): Snapshot {
    return {
      isWithheld: this.isWithheld.slice(),
      flows: this.witnesses.requirements.map((_one, id) => this.witnesses.flows(id)),
    };
  }

  restore({ isWithheld, flows }: Snapshot): void {
    isWithheld.forEach((withheld, cell) => {
      if (this.isWithheld[cell] === withheld) return;
      this.isWithheld[cell] = withheld;
      this.#prices[cell] = this.priceOf(cell);
    });
    flows.forEach((before, id) => {
      if (this.witnesses.flows(id) !== before) this.witnesses.set(id, before);
    });
  }

  /** Price of all secondaries. */
  cost(): number {
    return this.secondaries().reduce((sum, cell) => sum + (this.problem.costs[cell] as number), 0);
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
  #cheapest({ cell, amount }: Requirement, knowers: readonly (readonly number[])[]): Flow | null {
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

/** A pattern to come back to. */
export interface Snapshot {
  readonly isWithheld: Uint8Array;
  readonly flows: readonly (readonly Flow[])[];
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
  knowers: readonly (readonly number[])[],
): Flow | null {
  for (const closed of knowers.length > 1 ? [knowers.flat(), knowers[0] ?? []] : [knowers.flat()]) {
    const flow = withClosed(prices, closed, () => router.route(cell, amount, prices));
    if (flow !== null) return flow;
  }
  return null;
}
