import type { CellIndex } from '../system/index-of-cells.ts';
import { SparseVector } from './sparse-vector.ts';

/** Entries of the inverse that are smaller than this are rounding. */
const NEGLIGIBLE = 1e-12;
/** After so many exchanges the inverse is built anew, for speed and against rounding. */
const MOST_EXCHANGES = 50;

/** A column of the product form of the inverse: what the basis does to everything once `relation` is a cell's. */
interface Elementary {
  readonly relation: number;
  readonly pivot: number;
  readonly places: Int32Array;
  readonly amounts: Float64Array;
}

/**
 * The basis of a linear programme in which nearly all relations still have their slack: its inverse as a product of
 * elementary columns, one for each cell that came in.
 */
export class Basis {
  /** The cell that is basic in a relation, or -1 for its slack, and whether it moves up (1) or down (-1). */
  readonly cellAt: Int32Array;
  readonly pieceAt: Int8Array;
  /** Value of the basic variable of each relation. */
  readonly values: SparseVector;
  /** Squared length of each relation's row of the inverse; one where the slack has never left. */
  readonly weights: Float64Array;
  readonly #index: CellIndex;
  readonly #column: SparseVector;
  readonly #edge: SparseVector;
  #elementary: Elementary[] = [];
  #exchanges = 0;

  constructor(relations: number, index: CellIndex) {
    this.#index = index;
    this.cellAt = new Int32Array(relations).fill(-1);
    this.pieceAt = new Int8Array(relations);
    this.values = new SparseVector(relations);
    this.weights = new Float64Array(relations).fill(1);
    this.#edge = new SparseVector(relations);
    this.#column = new SparseVector(relations);
  }

  /** A cell's coefficients in all relations, seen through the basis, into `column`. */
  columnOf(cell: number, column: SparseVector): void {
    const { starts, relations, coefficients } = this.#index;
    column.clear();
    for (let at = starts[cell] as number; at < (starts[cell + 1] as number); at += 1)
      column.add(relations[at] as number, coefficients[at] as number);
    this.solve(column);
  }

  /** Multiplies a column by the inverse, in place. */
  solve(column: SparseVector): void {
    const { dense } = column;
    for (const { relation, pivot, places, amounts } of this.#elementary) {
      const value = dense[relation] as number;
      if (value === 0) continue;
      const scaled = value / pivot;
      dense[relation] = scaled;
      for (let at = 0; at < places.length; at += 1) column.add(places[at] as number, -scaled * (amounts[at] as number));
    }
  }

  /** The row of the inverse that belongs to a relation, into `row`. */
  rowOfInverse(relation: number, row: SparseVector): void {
    row.clear();
    row.set(relation, 1);
    const { dense } = row;
    for (let last = this.#elementary.length - 1; last >= 0; last -= 1) {
      const { relation: place, pivot, places, amounts } = this.#elementary[last] as Elementary;
      let sum = dense[place] as number;
      for (let at = 0; at < places.length; at += 1)
        sum -= (dense[places[at] as number] as number) * (amounts[at] as number);
      if (sum !== 0) row.set(place, sum / pivot);
      else if (dense[place] !== 0) dense[place] = 0;
    }
  }

  /** Makes a cell basic in a relation; `column` is its column as `columnOf` gives it, `row` the relation's row. */
  replace(relation: number, cell: number, piece: 1 | -1, column: SparseVector, row: SparseVector): void {
    this.#reweigh(relation, column, row);
    this.cellAt[relation] = cell;
    this.pieceAt[relation] = piece;
    this.#append(relation, column);
    this.#exchanges += 1;
    if (this.#exchanges >= MOST_EXCHANGES) this.#rebuild();
  }

  /** The lengths of the rows after an exchange (Forrest and Goldfarb 1992, with the exact lengths to begin with). */
  #reweigh(relation: number, column: SparseVector, row: SparseVector): void {
    const { weights } = this;
    const edge = this.#edge;
    edge.clear();
    let length = 0;
    for (let at = 0; at < row.count; at += 1) {
      const place = row.places[at] as number;
      const amount = row.dense[place] as number;
      length += amount * amount;
      edge.add(place, amount);
    }
    this.solve(edge);
    const pivot = column.dense[relation] as number;
    for (let at = 0; at < column.count; at += 1) {
      const place = column.places[at] as number;
      const ratio = (column.dense[place] as number) / pivot;
      if (place === relation || ratio === 0) continue;
      const weight = (weights[place] as number) - 2 * ratio * (edge.dense[place] as number) + ratio * ratio * length;
      weights[place] = Math.max(weight, 1e-4);
    }
    weights[relation] = Math.max(length / (pivot * pivot), 1e-4);
  }

  #append(relation: number, column: SparseVector): void {
    const { dense, places, count } = column;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] as number;
      if (place !== relation && Math.abs(dense[place] as number) > NEGLIGIBLE) kept += 1;
    }
    const others = new Int32Array(kept);
    const amounts = new Float64Array(kept);
    kept = 0;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] as number;
      const amount = dense[place] as number;
      if (place === relation || Math.abs(amount) <= NEGLIGIBLE) continue;
      others[kept] = place;
      amounts[kept] = amount;
      kept += 1;
    }
    this.#elementary.push({ relation, pivot: dense[relation] as number, places: others, amounts });
  }

  /**
   * The same basis from its cells alone: those that stand alone in a relation first, those whose relations are all
   * taken but one last, so that most columns stay as short as they are in the table.
   */
  #rebuild(): void {
    const { values, cellAt, pieceAt, weights } = this;
    const basic: { readonly cell: number; readonly piece: number; readonly value: number; readonly weight: number }[] =
      [];
    const free = new Set<number>();
    for (let at = 0; at < values.count; at += 1) {
      const relation = values.places[at] as number;
      const cell = cellAt[relation] as number;
      if (cell === -1) continue;
      free.add(relation);
      basic.push({
        cell,
        piece: pieceAt[relation] as number,
        value: values.dense[relation] as number,
        weight: weights[relation] as number,
      });
      cellAt[relation] = -1;
      values.dense[relation] = 0;
    }
    this.#elementary = [];
    this.#exchanges = 0;
    const order = this.#order(
      basic.map(({ cell }) => cell),
      free,
    );
    for (const [, relation] of order) free.delete(relation);
    for (const [place, relation] of order) {
      const { cell, piece, value, weight } = basic[place] as (typeof basic)[number];
      this.columnOf(cell, this.#column);
      const pivot = relation === -1 ? this.#largest(free) : relation;
      free.delete(pivot);
      cellAt[pivot] = cell;
      pieceAt[pivot] = piece;
      values.dense[pivot] = value;
      weights[pivot] = weight;
      this.#append(pivot, this.#column);
    }
  }

  /** The relation, of those left, where the scratch column is largest. */
  #largest(free: ReadonlySet<number>): number {
    const { dense, places, count } = this.#column;
    let best = -1;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] as number;
      if (free.has(place) && (best === -1 || Math.abs(dense[place] as number) > Math.abs(dense[best] as number)))
        best = place;
    }
    return best;
  }

  /** Places of cells with the relation each is to be basic in; -1 where that is found on the way. */
  #order(cells: readonly number[], free: ReadonlySet<number>): [number, number][] {
    const { starts, relations } = this.#index;
    const rows = cells.map((cell) => {
      const own: number[] = [];
      for (let at = starts[cell] as number; at < (starts[cell + 1] as number); at += 1)
        if (free.has(relations[at] as number)) own.push(relations[at] as number);
      return own;
    });
    const inRow = new Map<number, number[]>([...free].map((relation) => [relation, []]));
    rows.forEach((own, place) => {
      for (const relation of own) inRow.get(relation)?.push(place);
    });
    const left = new Map([...inRow].map(([relation, places]) => [relation, places.length]));
    const open = rows.map((own) => own.length);
    const isPlaced = new Uint8Array(cells.length);
    const isTaken = new Set<number>();
    const first: [number, number][] = [];
    const last: [number, number][] = [];
    const single = [...left].filter(([, count]) => count === 1).map(([relation]) => relation);
    const lone = [...open.keys()].filter((place) => open[place] === 1);
    const take = (place: number, relation: number): void => {
      isPlaced[place] = 1;
      isTaken.add(relation);
      for (const other of rows[place] as number[]) {
        const count = (left.get(other) as number) - 1;
        left.set(other, count);
        if (count === 1 && !isTaken.has(other)) single.push(other);
      }
      for (const other of inRow.get(relation) as number[]) {
        open[other] = (open[other] as number) - 1;
        if (open[other] === 1 && isPlaced[other] === 0) lone.push(other);
      }
    };
    for (;;) {
      const relation = single.pop();
      if (relation !== undefined) {
        const place = inRow.get(relation)?.find((candidate) => isPlaced[candidate] === 0);
        if (place === undefined || isTaken.has(relation)) continue;
        first.push([place, relation]);
        take(place, relation);
        continue;
      }
      const place = lone.pop();
      if (place === undefined) break;
      const only = rows[place]?.find((candidate) => !isTaken.has(candidate));
      if (isPlaced[place] === 1 || only === undefined) continue;
      last.push([place, only]);
      take(place, only);
    }
    const middle = cells.flatMap((_cell, place): [number, number][] => (isPlaced[place] === 1 ? [] : [[place, -1]]));
    return [...first, ...middle, ...last.reverse()];
  }

  /** Back to all slacks. */
  reset(): void {
    const { values, cellAt, weights } = this;
    for (let at = 0; at < values.count; at += 1) {
      cellAt[values.places[at] as number] = -1;
      weights[values.places[at] as number] = 1;
    }
    values.clear();
    this.#elementary = [];
    this.#exchanges = 0;
  }
}
