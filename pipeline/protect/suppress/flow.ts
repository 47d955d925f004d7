import type { Highs, RawModelApi } from 'highs';
import type { CellIndex } from '../system/index-of-cells.ts';
import type { SuppressionProblem } from '../system/problem.ts';

/**
 * A change of the table that no relation and no published number contradicts: true values plus `amounts` is another
 * table that an attacker cannot rule out. Only the cells that change are listed.
 */
export interface Flow {
  readonly cells: Int32Array;
  readonly amounts: Float64Array;
}

/** `flow` plus `factor` times `other`; `without` is a cell where they cancel. */
export function sumOfFlows(flow: Flow, other: Flow, factor: number, without: number): Flow {
  const sum = new Map<number, number>();
  flow.cells.forEach((cell, at) => {
    sum.set(cell, flow.amounts[at] as number);
  });
  let largest = 0;
  other.cells.forEach((cell, at) => {
    const amount = (sum.get(cell) ?? 0) + factor * (other.amounts[at] as number);
    sum.set(cell, amount);
    largest = Math.max(largest, Math.abs(amount));
  });
  sum.delete(without);
  const kept = [...sum].filter(([, amount]) => Math.abs(amount) > NEGLIGIBLE * largest);
  return { cells: Int32Array.from(kept, ([cell]) => cell), amounts: Float64Array.from(kept, ([, amount]) => amount) };
}

/** Below this share of the requested amount a change counts as none. */
const NEGLIGIBLE = 1e-7;

/**
 * The cheapest change of a table by which one cell moves by a given amount, as a linear programme over some of the
 * cells that stays in HiGHS and starts from its last basis. All other cells stay as they are.
 *
 * Every cell has two columns, its rise (even) and its fall (odd). A cell may rise to its ceiling and fall to its floor;
 * a closed cell stays. Amounts are divided by `scale` inside, so that HiGHS sees numbers near one.
 */
export class FlowModel {
  readonly #model: RawModelApi;
  readonly #optimal: number;
  readonly #cells: Int32Array;
  readonly #columns = new Map<number, number>();
  readonly #rows = new Map<number, number>();
  readonly #rise: Float64Array;
  readonly #fall: Float64Array;
  readonly #isOpen: Uint8Array;
  readonly #scale: number;
  #rowDual: Float64Array = new Float64Array();

  /** `cells` are those that may move, in increasing order; all are open at first. */
  constructor(
    highs: Highs,
    { system, floors, ceilings }: SuppressionProblem,
    index: CellIndex,
    cells: Int32Array,
    priceOf: (cell: number) => number,
    scale: number,
  ) {
    this.#optimal = highs.constants.modelStatus.optimal;
    this.#scale = scale;
    this.#cells = cells;
    const count = cells.length;
    this.#isOpen = new Uint8Array(count).fill(1);
    const bound = (distance: number): number => Math.max(0, distance / scale);
    this.#rise = Float64Array.from(cells, (cell) =>
      bound((ceilings[cell] as number) - (system.values[cell] as number)),
    );
    this.#fall = Float64Array.from(cells, (cell) => bound((system.values[cell] as number) - (floors[cell] as number)));
    const colCost = new Float64Array(2 * count);
    const colUpper = new Float64Array(2 * count);
    const starts = new Int32Array(2 * count + 1);
    let entries = 0;
    for (const cell of cells) entries += 2 * ((index.starts[cell + 1] as number) - (index.starts[cell] as number));
    const indices = new Int32Array(entries);
    const values = new Float64Array(entries);
    let next = 0;
    for (let local = 0; local < count; local += 1) {
      const cell = cells[local] as number;
      const price = priceOf(cell);
      this.#columns.set(cell, local);
      colCost[2 * local] = price;
      colCost[2 * local + 1] = price;
      colUpper[2 * local] = this.#rise[local] as number;
      colUpper[2 * local + 1] = this.#fall[local] as number;
      const begin = index.starts[cell] as number;
      const degree = (index.starts[cell + 1] as number) - begin;
      for (let at = 0; at < degree; at += 1) {
        const row = this.#rowOf(index.relations[begin + at] as number);
        const coefficient = index.coefficients[begin + at] as number;
        indices[next + at] = row;
        values[next + at] = coefficient;
        indices[next + degree + at] = row;
        values[next + degree + at] = -coefficient;
      }
      starts[2 * local + 1] = next + degree;
      next += 2 * degree;
      starts[2 * local + 2] = next;
    }
    const numRows = this.#rows.size;
    this.#model = highs.raw.createModel();
    this.#model.setOptionValue('output_flag', false);
    this.#model.setOptionValue('presolve', 'off');
    this.#model.setOptionValue('solver', 'simplex');
    this.#model.passLp({
      numCols: 2 * count,
      numRows,
      colCost,
      colLower: new Float64Array(2 * count),
      colUpper,
      rowLower: new Float64Array(numRows),
      rowUpper: new Float64Array(numRows),
      matrix: { format: 'csc', numRows, numCols: 2 * count, starts, indices, values },
    });
  }

  #rowOf(relation: number): number {
    const known = this.#rows.get(relation);
    if (known !== undefined) return known;
    const row = this.#rows.size;
    this.#rows.set(relation, row);
    return row;
  }

  /** Lets a cell move again, or keeps it where it is. */
  setOpen(cell: number, isOpen: boolean): void {
    const local = this.#columns.get(cell);
    if (local === undefined) return;
    this.#isOpen[local] = isOpen ? 1 : 0;
    this.#restore(local);
  }

  #restore(local: number): void {
    const isOpen = this.#isOpen[local] === 1;
    this.#model.changeColBounds(2 * local, 0, isOpen ? (this.#rise[local] as number) : 0);
    this.#model.changeColBounds(2 * local + 1, 0, isOpen ? (this.#fall[local] as number) : 0);
  }

  setCost(cell: number, cost: number): void {
    const local = this.#columns.get(cell);
    if (local === undefined) return;
    this.#model.changeColCost(2 * local, cost);
    this.#model.changeColCost(2 * local + 1, cost);
  }

  /** The cheapest flow that moves `cell`, one of the model's, by `amount` (negative: down), or null where there is none. */
  route(cell: number, amount: number): Flow | null {
    const local = this.#columns.get(cell) as number;
    const [column, other] = amount > 0 ? [2 * local, 2 * local + 1] : [2 * local + 1, 2 * local];
    const wanted = Math.abs(amount) / this.#scale;
    this.#model.changeColBounds(column, wanted, wanted);
    this.#model.changeColBounds(other, 0, 0);
    this.#model.run();
    const isOptimal = this.#model.getModelStatus() === this.#optimal;
    const solution = isOptimal ? this.#model.getSolution().value : undefined;
    this.#restore(local);
    if (solution === undefined) return null;
    const { colValue } = solution;
    this.#rowDual = solution.rowDual;
    const cells: number[] = [];
    const amounts: number[] = [];
    for (let at = 0; at < this.#cells.length; at += 1) {
      const moved = (colValue[2 * at] as number) - (colValue[2 * at + 1] as number);
      if (Math.abs(moved) <= NEGLIGIBLE * wanted) continue;
      cells.push(this.#cells[at] as number);
      amounts.push(moved * this.#scale);
    }
    return { cells: Int32Array.from(cells), amounts: Float64Array.from(amounts) };
  }

  /** Price of each relation in the last solution: how much cheaper the flow were if the relation could be broken by one. */
  prices(): ReadonlyMap<number, number> {
    return new Map([...this.#rows].map(([relation, row]) => [relation, this.#rowDual[row] ?? 0]));
  }

  dispose(): void {
    this.#model.dispose();
  }
}
