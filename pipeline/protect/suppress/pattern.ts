import type { Highs } from 'highs';
import { type CellIndex, indexCells } from '../system/index-of-cells.ts';
import { FREE, PRIMARY, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { type Flow, FlowModel } from './flow.ts';
import { NARROW, neighbourhood, WIDE } from './neighbourhood.ts';
import { rigidCells } from './rigid.ts';
import { type Requirement, requirementsOf, Witnesses } from './witnesses.ts';

/** Price of moving a cell that is withheld anyway, relative to the cheapest other; keeps flows short. */
const WITHHELD = 1e-4;
/** The same for a single-contributor cell, which is a poor witness. */
const WITHHELD_SOLE = 4e-4;
/** Up to this many cells one programme over all of them is quicker than many small ones. */
const WHOLE = 2500;
const PRICING_ROUNDS = 1;
/**
 * A set of withheld cells under construction, with the flows that prove that each primary is protected.
 */
export class Pattern {
  readonly problem: SuppressionProblem;
  readonly index: CellIndex;
  readonly isWithheld: Uint8Array;
  readonly witnesses: Witnesses;
  readonly #highs: Highs;
  readonly #scale: number;
  readonly #isRigid: Uint8Array;
  #whole: FlowModel | null = null;

  constructor(highs: Highs, problem: SuppressionProblem) {
    this.#highs = highs;
    this.problem = problem;
    this.index = indexCells(problem.system);
    this.#isRigid = rigidCells(problem, this.index);
    this.isWithheld = Uint8Array.from(problem.states, (state) => (state === PRIMARY || state === UNTOLD ? 1 : 0));
    const requirements = requirementsOf(problem);
    this.witnesses = new Witnesses(problem, requirements);
    const middle = requirements[requirements.length >> 1];
    this.#scale = middle === undefined ? 1 : Math.abs(middle.amount);
  }

  /** Price of moving a cell: next to nothing for a withheld one. */
  priceOf = (cell: number): number => {
    if (this.isWithheld[cell] === 1) return this.problem.isSole[cell] === 1 ? WITHHELD_SOLE : WITHHELD;
    return this.problem.costs[cell] as number;
  };

  isMovable = (cell: number): boolean => this.#isRigid[cell] === 0;

  /** A programme over some of the cells, at today's prices. */
  model(cells: Int32Array): FlowModel {
    return new FlowModel(this.#highs, this.problem, this.index, cells, this.priceOf, this.#scale);
  }

  /** Withholds what is needed until every requirement is met. Returns the requirements that nothing can meet. */
  complete(): number[] {
    const failed: number[] = [];
    this.witnesses.requirements.forEach((requirement, id) => {
      if (!this.#meet(id, requirement)) failed.push(id);
    });
    this.#whole?.dispose();
    this.#whole = null;
    return failed;
  }

  #meet(id: number, requirement: Requirement): boolean {
    while (!this.witnesses.isMet(id)) {
      const known = this.witnesses.flows(id);
      const knowers = this.witnesses.knowers(id);
      const flow =
        this.#cheapest(requirement, knowers) ??
        (knowers.length > 1 ? this.#cheapest(requirement, knowers.slice(0, 1)) : null);
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
      this.#whole?.setCost(cell, this.priceOf(cell));
    }
  }

  #cheapest({ cell, amount }: Requirement, frozen: readonly number[]): Flow | null {
    if (!this.isMovable(cell)) return null;
    const isSmall = this.problem.states.length <= WHOLE;
    return (isSmall ? null : this.#local(cell, amount, frozen)) ?? this.#anywhere(cell, amount, frozen);
  }

  /** The cheapest flow among all cells. */
  #anywhere(cell: number, amount: number, frozen: readonly number[]): Flow | null {
    this.#whole ??= this.model(Int32Array.from(everyCell(this.problem).filter(this.isMovable)));
    for (const knower of frozen) this.#whole.setOpen(knower, false);
    const flow = this.#whole.route(cell, amount);
    for (const knower of frozen) this.#whole.setOpen(knower, true);
    return flow;
  }

  /** The cheapest flow among the cells around one, and those that its prices say are missing; null where there is none. */
  #local(cell: number, amount: number, frozen: readonly number[]): Flow | null {
    for (const extent of [NARROW, WIDE]) {
      let cells = neighbourhood(this, cell, Math.abs(amount), frozen, extent);
      for (let round = 0, found: Flow | null = null; ; round += 1) {
        const model = this.model(cells);
        try {
          const flow = model.route(cell, amount);
          if (flow === null) {
            if (found !== null) return found;
            break;
          }
          found = flow;
          const more = round === PRICING_ROUNDS || extent === WIDE ? [] : this.#underpriced(model, cells, frozen);
          if (more.length === 0) return flow;
          cells = Int32Array.from([...cells, ...more]).sort();
        } finally {
          model.dispose();
        }
      }
    }
    return null;
  }

  /** Cells outside a model that would make its flow cheaper, judged by the prices of the relations; the best few hundred. */
  #underpriced(model: FlowModel, cells: Int32Array, frozen: readonly number[]): number[] {
    const prices = model.prices();
    const inside = new Set([...cells, ...frozen]);
    const gain = new Map<number, number>();
    const { system } = this.problem;
    for (const [relation, price] of prices) {
      if (Math.abs(price) < 1e-9) continue;
      for (let at = system.starts[relation] as number; at < (system.starts[relation + 1] as number); at += 1) {
        const cell = system.cells[at] as number;
        if (inside.has(cell) || !this.isMovable(cell)) continue;
        gain.set(cell, (gain.get(cell) ?? 0) + price * (system.coefficients[at] as number));
      }
    }
    return [...gain]
      .map(([cell, value]) => ({ cell, gain: Math.abs(value) - this.priceOf(cell) }))
      .filter((entry) => entry.gain > 1e-6)
      .sort((a, b) => b.gain - a.gain || a.cell - b.cell)
      .slice(0, 200)
      .map((entry) => entry.cell);
  }

  /** All withheld cells, in increasing order. */
  withheld(): Int32Array {
    return Int32Array.from([...this.isWithheld.keys()].filter((cell) => this.isWithheld[cell] === 1));
  }

  secondaries(): number[] {
    return [...this.isWithheld.keys()].filter(
      (cell) => this.isWithheld[cell] === 1 && this.problem.states[cell] === FREE,
    );
  }
}

const everyCell = (problem: SuppressionProblem): number[] => [...problem.states.keys()];
