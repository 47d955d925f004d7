import type { CellIndex } from '../system/index-of-cells.ts';
import type { SuppressionProblem } from '../system/problem.ts';
import { relationCount } from '../system/system.ts';
import { Basis } from './basis.ts';
import { Breakpoints } from './breakpoints.ts';
import { type Flow, NO_FLOW } from './flow.ts';
import { SparseVector } from './sparse-vector.ts';

/** Where a cell is that is not in the basis: not moved, or moved as far as it may up or down. */
const STILL = 0;
const RISEN = 1;
const FALLEN = 2;
const IN_BASIS = 3;

/** In units of the amount asked for. */
const FEASIBLE = 1e-8;
const NEGLIGIBLE = 1e-7;
const LEAST_PIVOT = 1e-7;
const MOST_ITERATIONS = 20_000;

/**
 * Finds the cheapest change of a table by which one cell moves by a given amount: a linear programme whose objective is
 * the sum of price times movement.
 *
 * Solved by the dual simplex method with steepest edges (Forrest and Goldfarb 1992) and bound flipping, from the table
 * as it is. Only relations that the change has come near to are ever looked at, so the work depends on the size of the
 * change and not on that of the table. A cell's movement is one variable whose cost has a kink at zero. Deterministic;
 * scratch space is kept from one call to the next.
 */
export class Router {
  readonly #problem: SuppressionProblem;
  readonly #index: CellIndex;
  readonly #basis: Basis;
  readonly #where: Uint8Array;
  /** The relations, with the cells that may move at all. */
  readonly #starts: Int32Array;
  readonly #cells: Int32Array;
  readonly #coefficients: Float64Array;
  /** Sum over a cell's relations of coefficient times price; a cell stays while this is between minus and plus its own price. */
  readonly #pull: SparseVector;
  readonly #row: SparseVector;
  readonly #alpha: SparseVector;
  readonly #column: SparseVector;
  readonly #breakpoints: Breakpoints;
  readonly #offsets: Float64Array;
  /** Exchanges made so far, over all calls: a measure of work that is the same on every machine. */
  pivots = 0;
  #prices: Float64Array = new Float64Array();
  #extents: Float64Array | null = null;
  #refusal: ReadonlyMap<number, number> = new Map();
  #unit = 1;
  #target = -1;

  /** `isMovable` leaves out cells that no call will ever let move. */
  constructor(problem: SuppressionProblem, index: CellIndex, isMovable: (cell: number) => boolean) {
    const { system } = problem;
    const count = problem.states.length;
    const relations = relationCount(system);
    this.#problem = problem;
    this.#index = index;
    this.#starts = new Int32Array(relations + 1);
    this.#cells = new Int32Array(system.cells.length);
    this.#coefficients = new Float64Array(system.cells.length);
    let next = 0;
    for (let relation = 0; relation < relations; relation += 1) {
      for (let at = system.starts[relation] as number; at < (system.starts[relation + 1] as number); at += 1) {
        const cell = system.cells[at] as number;
        if (!isMovable(cell)) continue;
        this.#cells[next] = cell;
        this.#coefficients[next] = system.coefficients[at] as number;
        next += 1;
      }
      this.#starts[relation + 1] = next;
    }
    this.#basis = new Basis(relations, index);
    this.#where = new Uint8Array(count);
    this.#offsets = new Float64Array(count);
    this.#pull = new SparseVector(count);
    this.#alpha = new SparseVector(count);
    this.#row = new SparseVector(relations);
    this.#column = new SparseVector(relations);
    this.#breakpoints = new Breakpoints(2 * count + 1);
  }

  /**
   * The cheapest flow that moves `cell` by `amount` (negative: down), or null where there is none. `prices` has one entry
   * a cell: what it costs to move it by one, positive; infinite for cells that must stay. With `base` the table is not
   * the true one but has that flow added to it; with `extents` a cell below one may only use that share of its room, and
   * of the amount.
   */
  route(
    cell: number,
    amount: number,
    prices: Float64Array,
    base: Flow = NO_FLOW,
    extents: Float64Array | null = null,
  ): Flow | null {
    this.#extents = extents;
    base.cells.forEach((at, place) => {
      this.#offsets[at] = base.amounts[place] as number;
    });
    this.#prices = prices;
    this.#unit = Math.abs(amount);
    this.#target = cell;
    const direction = amount > 0 ? 1 : -1;
    const { starts, relations, coefficients } = this.#index;
    for (let at = starts[cell] as number; at < (starts[cell + 1] as number); at += 1)
      this.#basis.values.set(relations[at] as number, -direction * (coefficients[at] as number));
    const flow = this.#solve() ? this.#flow(cell, direction) : null;
    this.#reset();
    for (const at of base.cells) this.#offsets[at] = 0;
    return flow;
  }

  /**
   * Why the last call found nothing: a combination of relations, coefficient by cell, to which the cells that could move
   * cannot add what the wanted movement takes from it.
   */
  refusal(): ReadonlyMap<number, number> {
    return this.#refusal;
  }

  #combination(): Map<number, number> {
    const { starts, cells, coefficients } = this.#problem.system;
    const sum = new Map<number, number>();
    for (let at = 0; at < this.#row.count; at += 1) {
      const relation = this.#row.places[at] as number;
      const weight = this.#row.dense[relation] as number;
      for (let k = starts[relation] as number; k < (starts[relation + 1] as number); k += 1)
        sum.set(cells[k] as number, (sum.get(cells[k] as number) ?? 0) + weight * (coefficients[k] as number));
    }
    return sum;
  }

  #rise(cell: number): number {
    const { ceilings, system } = this.#problem;
    const value = (system.values[cell] as number) + (this.#offsets[cell] as number);
    return this.#shareOf(cell, Math.max(0, ((ceilings[cell] as number) - value) / this.#unit));
  }

  #fall(cell: number): number {
    const { floors, system } = this.#problem;
    const value = (system.values[cell] as number) + (this.#offsets[cell] as number);
    return this.#shareOf(cell, Math.max(0, (value - (floors[cell] as number)) / this.#unit));
  }

  #shareOf(cell: number, room: number): number {
    const share = this.#extents?.[cell] ?? 1;
    return share === 1 ? room : share * Math.min(1, room);
  }

  #solve(): boolean {
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
      const leaving = this.#worst();
      if (leaving === -1) return true;
      this.pivots += 1;
      if (!this.#pivot(leaving)) return false;
    }
    return false;
  }

  /** The relation whose basic variable is furthest out of its bounds, or -1. */
  #worst(): number {
    const { values, weights } = this.#basis;
    let worst = -1;
    let most = 0;
    for (let at = 0; at < values.count; at += 1) {
      const relation = values.places[at] as number;
      const excess = Math.abs(this.#excess(relation));
      if (excess <= FEASIBLE) continue;
      const distance = (excess * excess) / (weights[relation] as number);
      if (distance > most || (distance === most && relation < worst)) {
        most = distance;
        worst = relation;
      }
    }
    return worst;
  }

  /** How far a basic variable is above (positive) or below its bounds. */
  #excess(relation: number): number {
    const { values, cellAt, pieceAt } = this.#basis;
    const value = values.dense[relation] as number;
    const cell = cellAt[relation] as number;
    if (cell === -1) return value;
    if (pieceAt[relation] === 1) {
      if (value < 0) return value;
      const over = value - this.#rise(cell);
      return Math.max(over, 0);
    }
    if (value > 0) return value;
    const under = value + this.#fall(cell);
    return Math.min(under, 0);
  }

  /** Takes the variable of a relation out of the basis and another in; false where nothing can take its place. */
  #pivot(relation: number): boolean {
    const basis = this.#basis;
    const out = basis.cellAt[relation] as number;
    const outPiece = basis.pieceAt[relation] as 1 | -1;
    const excess = this.#excess(relation);
    const side = excess > 0 ? 1 : -1;
    basis.rowOfInverse(relation, this.#row);
    this.#combine();
    this.#findBreakpoints(out, outPiece, side);
    const points = this.#breakpoints;
    const passed = points.pass(Math.abs(excess), FEASIBLE);
    if (passed === points.count) {
      this.#refusal = this.#combination();
      return false;
    }
    const entering = points.cells[passed] as number;
    const piece = points.pieces[passed] as 1 | -1;
    const step = side * (points.steps[passed] as number);
    const pull = this.#pull;
    for (let at = 0; at < this.#alpha.count; at += 1) {
      const cell = this.#alpha.places[at] as number;
      pull.add(cell, step * (this.#alpha.dense[cell] as number));
    }
    const crosses = this.#flip(passed, side, out);
    if (out !== -1) pull.set(out, outPiece * (this.#prices[out] as number) + step);
    if (entering === out) basis.pieceAt[relation] = piece;
    else this.#exchange(relation, entering, piece, side, crosses);
    return true;
  }

  /** The row of the tableau: for each cell that may move, how the leaving variable falls as the cell rises. */
  #combine(): void {
    const alpha = this.#alpha;
    const row = this.#row;
    alpha.clear();
    for (let at = 0; at < row.count; at += 1) {
      const relation = row.places[at] as number;
      const weight = row.dense[relation] as number;
      if (weight === 0) continue;
      const end = this.#starts[relation + 1] as number;
      for (let k = this.#starts[relation] as number; k < end; k += 1) {
        const cell = this.#cells[k] as number;
        if (this.#where[cell] === IN_BASIS || this.#prices[cell] === Number.POSITIVE_INFINITY) continue;
        if (cell !== this.#target) alpha.add(cell, weight * (this.#coefficients[k] as number));
      }
    }
  }

  /** Where on the way of the prices cells begin to move, or move on to their other bound. */
  #findBreakpoints(out: number, outPiece: 1 | -1, side: number): void {
    const points = this.#breakpoints;
    points.clear();
    const alpha = this.#alpha;
    for (let at = 0; at < alpha.count; at += 1) {
      const cell = alpha.places[at] as number;
      const slope = side * (alpha.dense[cell] as number);
      const price = this.#prices[cell] as number;
      const pull = this.#pull.dense[cell] as number;
      const where = this.#where[cell];
      if (slope > LEAST_PIVOT) {
        if (where === FALLEN) points.add(cell, -1, -price - pull, slope, this.#fall(cell));
        if (where !== RISEN) points.add(cell, 1, price - pull, slope, this.#rise(cell));
      } else if (slope < -LEAST_PIVOT) {
        if (where === RISEN) points.add(cell, 1, pull - price, -slope, this.#rise(cell));
        if (where !== FALLEN) points.add(cell, -1, pull + price, -slope, this.#fall(cell));
      }
    }
    if (out === -1 || side === outPiece) return;
    const length = outPiece === 1 ? this.#fall(out) : this.#rise(out);
    points.add(out, outPiece === 1 ? -1 : 1, 2 * (this.#prices[out] as number), 1, length);
  }

  /** Moves the cells whose breakpoints were passed to their other bound; says whether the leaving one is among them. */
  #flip(passed: number, side: number, out: number): boolean {
    if (passed === 0) return false;
    const { starts, relations, coefficients } = this.#index;
    const { cells, pieces, lengths } = this.#breakpoints;
    const column = this.#column;
    column.clear();
    let crosses = false;
    for (let point = 0; point < passed; point += 1) {
      const cell = cells[point] as number;
      if (cell === out) {
        crosses = true;
        continue;
      }
      const isUp = side * (this.#alpha.dense[cell] as number) > 0;
      const moved = isUp ? (lengths[point] as number) : -(lengths[point] as number);
      this.#where[cell] = isUp === (pieces[point] === 1) ? (isUp ? RISEN : FALLEN) : STILL;
      for (let at = starts[cell] as number; at < (starts[cell + 1] as number); at += 1)
        column.add(relations[at] as number, -moved * (coefficients[at] as number));
    }
    this.#basis.solve(column);
    for (let at = 0; at < column.count; at += 1) {
      const relation = column.places[at] as number;
      this.#basis.values.add(relation, column.dense[relation] as number);
    }
    return crosses;
  }

  /** Exchanges the basic variable of a relation, which goes to its bound, for a cell. */
  #exchange(relation: number, cell: number, piece: 1 | -1, side: number, crosses: boolean): void {
    const basis = this.#basis;
    const { values } = basis;
    const out = basis.cellAt[relation] as number;
    let bound = 0;
    if (out !== -1) {
      const isFar = crosses || side === basis.pieceAt[relation];
      if (isFar) bound = side === 1 ? this.#rise(out) : -this.#fall(out);
      this.#where[out] = isFar ? (side === 1 ? RISEN : FALLEN) : STILL;
    }
    const where = this.#where[cell];
    const from = where === RISEN ? this.#rise(cell) : where === FALLEN ? -this.#fall(cell) : 0;
    const column = this.#column;
    basis.columnOf(cell, column);
    const moved = ((values.dense[relation] as number) - bound) / (column.dense[relation] as number);
    for (let at = 0; at < column.count; at += 1) {
      const place = column.places[at] as number;
      values.add(place, -moved * (column.dense[place] as number));
    }
    values.set(relation, from + moved);
    this.#where[cell] = IN_BASIS;
    this.#pull.set(cell, piece * (this.#prices[cell] as number));
    basis.replace(relation, cell, piece, column, this.#row);
  }

  #flow(target: number, direction: number): Flow {
    const moved: [number, number][] = [[target, direction * this.#unit]];
    const { values, cellAt } = this.#basis;
    for (let at = 0; at < this.#pull.count; at += 1) {
      const cell = this.#pull.places[at] as number;
      if (this.#where[cell] === RISEN) moved.push([cell, this.#rise(cell) * this.#unit]);
      if (this.#where[cell] === FALLEN) moved.push([cell, -this.#fall(cell) * this.#unit]);
    }
    for (let at = 0; at < values.count; at += 1) {
      const relation = values.places[at] as number;
      const cell = cellAt[relation] as number;
      const value = values.dense[relation] as number;
      if (cell !== -1 && Math.abs(value) > NEGLIGIBLE) moved.push([cell, value * this.#unit]);
    }
    moved.sort(([a], [b]) => a - b);
    return {
      cells: Int32Array.from(moved, ([cell]) => cell),
      amounts: Float64Array.from(moved, ([, amount]) => amount),
    };
  }

  #reset(): void {
    for (let at = 0; at < this.#pull.count; at += 1) this.#where[this.#pull.places[at] as number] = STILL;
    this.#pull.clear();
    this.#basis.reset();
  }
}
