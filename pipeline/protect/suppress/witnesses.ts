import { PRIMARY, type SuppressionProblem } from '../system/problem.ts';
import type { Flow } from './flow.ts';

/** That one primary cell can move by an amount; negative amounts are down. */
export interface Requirement {
  readonly cell: number;
  readonly amount: number;
}

/** Slack on every amount, so that rounding in an attacker's arithmetic does not undo the protection. */
const MARGIN = 1 + 1e-5;

/** Up and down for each primary, as far as floor and ceiling leave it open; the widest first. */
export function requirementsOf(problem: SuppressionProblem): Requirement[] {
  const { states, system, floors, ceilings, above, below } = problem;
  const requirements: Requirement[] = [];
  for (let cell = 0; cell < states.length; cell += 1) {
    if (states[cell] !== PRIMARY) continue;
    const value = system.values[cell] as number;
    const up = Math.min((above[cell] as number) * MARGIN, (ceilings[cell] as number) - value);
    const down = Math.min((below[cell] as number) * MARGIN, value - (floors[cell] as number));
    if (up > 0) requirements.push({ cell, amount: up });
    if (down > 0) requirements.push({ cell, amount: -down });
  }
  return requirements.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.cell - b.cell);
}

/**
 * The flows that prove each requirement, and which requirements lean on a cell.
 *
 * A requirement is met by a set of flows that have no single-contributor cell in common, the primary's own apart: a
 * contributor who knows one cell exactly is still left with one flow in which that cell does not move.
 */
export class Witnesses {
  readonly requirements: readonly Requirement[];
  /** Cells with a single contributor. */
  readonly soles: readonly number[];
  readonly #cellsOf = new Map<number, number[]>();
  readonly #problem: SuppressionProblem;
  readonly #flows: (readonly Flow[])[];
  readonly #ofCell = new Map<number, number[]>();
  readonly #users: Set<number>[];

  constructor(problem: SuppressionProblem, requirements: readonly Requirement[]) {
    this.#problem = problem;
    this.soles = [...problem.isSole.keys()].filter((cell) => problem.isSole[cell] === 1);
    this.requirements = requirements;
    for (const cell of this.soles) {
      const owner = problem.owners[cell] as number;
      this.#cellsOf.set(owner, [...(this.#cellsOf.get(owner) ?? []), cell]);
    }
    this.#flows = requirements.map(() => []);
    this.#users = Array.from(problem.states, () => new Set());
    requirements.forEach(({ cell }, id) => {
      this.#ofCell.set(cell, [...(this.#ofCell.get(cell) ?? []), id]);
    });
  }

  flows(id: number): readonly Flow[] {
    return this.#flows[id] as readonly Flow[];
  }

  /** Requirements with a flow that moves the cell, in their order. */
  users(cell: number): number[] {
    return [...(this.#users[cell] as Set<number>)].sort((a, b) => a - b);
  }

  userCount(cell: number): number {
    return (this.#users[cell] as Set<number>).size;
  }

  set(id: number, flows: readonly Flow[]): void {
    for (const flow of this.flows(id)) for (const cell of flow.cells) this.#users[cell]?.delete(id);
    this.#flows[id] = flows;
    for (const flow of flows) for (const cell of flow.cells) this.#users[cell]?.add(id);
  }

  /**
   * Contributors who are alone in a cell and have such a cell in every flow: whoever knows his own cells sees through the
   * protection. All cells of each; the contributor of the requirement's own cell is left out.
   */
  knowers(id: number, flows: readonly Flow[] = this.flows(id)): (readonly number[])[] {
    const [first, ...others] = flows.map((flow) => this.#ownersIn(flow));
    if (first === undefined) return [];
    const own = this.#problem.owners[this.requirements[id]?.cell as number];
    return [...first]
      .filter((owner) => owner !== own && others.every((owners) => owners.has(owner)))
      .map((owner) => this.cellsOf(owner));
  }

  #ownersIn(flow: Flow): ReadonlySet<number> {
    const owners = new Set<number>();
    for (const cell of flow.cells)
      if (this.#problem.isSole[cell] === 1) owners.add(this.#problem.owners[cell] as number);
    return owners;
  }

  /** Cells in which a contributor is alone. */
  cellsOf(owner: number): readonly number[] {
    return this.#cellsOf.get(owner) ?? [];
  }

  isMet(id: number, flows: readonly Flow[] = this.flows(id)): boolean {
    return flows.length > 0 && this.knowers(id, flows).length === 0;
  }

  /** Gives a flow, scaled as needed, to every unmet requirement that it proves. */
  share(flow: Flow): void {
    for (let at = 0; at < flow.cells.length; at += 1) {
      const moved = flow.amounts[at] as number;
      for (const id of this.#ofCell.get(flow.cells[at] as number) ?? []) {
        if (this.isMet(id)) continue;
        const factor = (this.requirements[id] as Requirement).amount / moved;
        if (Math.abs(moved) < 1e-9 || !this.isPossible(flow, factor)) continue;
        const amounts = flow.amounts.map((amount) => amount * factor);
        const scaled: Flow = { cells: flow.cells, amounts };
        const before = this.flows(id);
        const open = this.knowers(id);
        const after = [...before, scaled];
        if (before.length === 0 || this.knowers(id, after).length < open.length) this.set(id, after);
      }
    }
  }

  /** Whether the table stays within floors and ceilings when a flow is added `factor` times. */
  isPossible(flow: Flow, factor: number): boolean {
    const { system, floors, ceilings } = this.#problem;
    for (let at = 0; at < flow.cells.length; at += 1) {
      const cell = flow.cells[at] as number;
      const value = (system.values[cell] as number) + factor * (flow.amounts[at] as number);
      if (value < (floors[cell] as number) || value > (ceilings[cell] as number)) return false;
    }
    return true;
  }
}
