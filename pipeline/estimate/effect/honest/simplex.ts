import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';

const EPSILON = 1e-10;

/** Rounding below zero counts as zero. */
const notNegative = (value: number): number => (value < 0 && value > -1e-12 ? 0 : value);

/**
 * Maximises c'x subject to A x = b, x >= 0, for many objectives c over one feasible set. Made for the duals of moment
 * inequality tests: few rows, tens of columns. Every solve starts from the basis of the last one, so the next objective
 * takes a few pivots.
 */
export class Simplex {
  /** One row of the matrix a constraint. */
  readonly #a: Matrix;
  readonly #basis: Int32Array;
  /** Inverse of the basis columns, row by row. */
  readonly #inverse: Float64Array;
  readonly #values: Float64Array;

  private constructor(a: Matrix, basis: Int32Array, inverse: Float64Array, values: Float64Array) {
    this.#a = a;
    this.#basis = basis;
    this.#inverse = inverse;
    this.#values = values;
  }

  /** Null where no x is feasible. b must not be negative. Rows that others imply are found and left out. */
  static feasible(a: Matrix, b: ArrayLike<number>): Simplex | null {
    const { rows, columns } = a;
    const widened = zeroMatrix(rows, columns + rows);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) widened.values[i * widened.columns + j] = a.values[i * columns + j] as number;
      widened.values[i * widened.columns + columns + i] = 1;
    }
    const inverse = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++) inverse[i * rows + i] = 1;
    const basis = Int32Array.from({ length: rows }, (_, i) => columns + i);
    const first = new Simplex(widened, basis, inverse, Float64Array.from(b));
    const penalty = new Float64Array(columns + rows).fill(-1, columns);
    first.maximise(penalty);
    let left = 0;
    basis.forEach((column, i) => {
      if (column >= columns) left += first.#values[i] as number;
    });
    if (left > 1e-8) return null;
    first.#driveOut(columns);
    const kept = Array.from(basis.keys()).filter((i) => (basis[i] as number) < columns);
    if (kept.length === rows) return new Simplex(a, basis, inverse, first.#values);
    // A row whose artificial column cannot leave is implied by the others: start again without it.
    const independent = zeroMatrix(kept.length, columns);
    const implied = new Set(Array.from(basis, (column) => column - columns).filter((row) => row >= 0));
    const remaining = Array.from({ length: rows }, (_, i) => i).filter((i) => !implied.has(i));
    remaining.forEach((row, i) => {
      independent.values.set(a.values.subarray(row * columns, (row + 1) * columns), i * columns);
    });
    return Simplex.feasible(
      independent,
      remaining.map((row) => b[row] as number),
    );
  }

  /** Pivots artificial columns (those from `columns` on) out of the basis where another column can take their place. */
  #driveOut(columns: number): void {
    for (let i = 0; i < this.#basis.length; i++) {
      if ((this.#basis[i] as number) < columns) continue;
      for (let j = 0; j < columns; j++) {
        const direction = this.#direction(j);
        if (Math.abs(direction[i] as number) < 1e-8) continue;
        this.#pivot(i, j, direction);
        break;
      }
    }
  }

  /** Basis inverse times column j. */
  #direction(j: number): Float64Array {
    const size = this.#basis.length;
    const { columns, values } = this.#a;
    const direction = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let l = 0; l < size; l++)
        sum += (this.#inverse[i * size + l] as number) * (values[l * columns + j] as number);
      direction[i] = sum;
    }
    return direction;
  }

  #pivot(row: number, column: number, direction: Float64Array): void {
    const size = this.#basis.length;
    const inverse = this.#inverse;
    const head = direction[row] as number;
    for (let l = 0; l < size; l++) inverse[row * size + l] = (inverse[row * size + l] as number) / head;
    this.#values[row] = notNegative((this.#values[row] as number) / head);
    for (let i = 0; i < size; i++) {
      const factor = direction[i] as number;
      if (i === row || factor === 0) continue;
      for (let l = 0; l < size; l++)
        inverse[i * size + l] = (inverse[i * size + l] as number) - factor * (inverse[row * size + l] as number);
      this.#values[i] = notNegative((this.#values[i] as number) - factor * (this.#values[row] as number));
    }
    this.#basis[row] = column;
  }

  /** Row that limits the entry of a column, the lowest basis index among ties; -1 where nothing limits it. */
  #leaving(direction: Float64Array): number {
    let chosen = -1;
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < direction.length; i++) {
      if (!((direction[i] as number) > EPSILON)) continue;
      const ratio = (this.#values[i] as number) / (direction[i] as number);
      const isTie = Math.abs(ratio - smallest) <= 1e-13;
      if (isTie ? (this.#basis[i] as number) < (this.#basis[chosen] as number) : ratio < smallest) {
        smallest = Math.min(ratio, smallest);
        chosen = i;
      }
    }
    return chosen;
  }

  /** c_j - c_B B⁻¹ a_j of every column: above 0 where entering it would raise the objective. */
  reducedCosts(objective: ArrayLike<number>): Float64Array {
    const size = this.#basis.length;
    const { columns, values } = this.#a;
    const prices = new Float64Array(size);
    for (let l = 0; l < size; l++)
      for (let i = 0; i < size; i++)
        prices[l] =
          (prices[l] as number) +
          (objective[this.#basis[i] as number] as number) * (this.#inverse[i * size + l] as number);
    const costs = new Float64Array(columns);
    for (let j = 0; j < columns; j++) {
      let cost = objective[j] as number;
      for (let l = 0; l < size; l++) cost -= (prices[l] as number) * (values[l * columns + j] as number);
      costs[j] = cost;
    }
    for (const j of this.#basis) costs[j] = 0;
    return costs;
  }

  /** The maximum; infinite where there is none. The steepest column enters, after many pivots the first (Bland). */
  maximise(objective: ArrayLike<number>): number {
    for (let pivots = 0; pivots < 5000; pivots++) {
      const costs = this.reducedCosts(objective);
      let entering = -1;
      let best = EPSILON;
      for (let j = 0; j < costs.length; j++) {
        if (!((costs[j] as number) > best)) continue;
        entering = j;
        if (pivots > 200) break;
        best = costs[j] as number;
      }
      if (entering === -1) break;
      const direction = this.#direction(entering);
      const leaving = this.#leaving(direction);
      if (leaving === -1) return Number.POSITIVE_INFINITY;
      this.#pivot(leaving, entering, direction);
    }
    return this.#basis.reduce((sum, j, i) => sum + (objective[j] as number) * (this.#values[i] as number), 0);
  }

  /** The current vertex. */
  vertex(): Float64Array {
    const x = new Float64Array(this.#a.columns);
    this.#basis.forEach((j, i) => {
      x[j] = this.#values[i] as number;
    });
    return x;
  }

  /**
   * How far v can go up from `start` (down, with `sign` -1) until the current vertex, optimal for base + v slope at the
   * start, stops being so. Other bases of the same vertex are tried before giving up.
   */
  range(base: Float64Array, slope: Float64Array, start: number, sign: 1 | -1): number {
    const saved = { basis: this.#basis.slice(), inverse: this.#inverse.slice(), values: this.#values.slice() };
    let reached = start;
    let limit = sign * Number.POSITIVE_INFINITY;
    for (let pivots = 0; pivots < 200; pivots++) {
      const fixed = this.reducedCosts(base);
      const moving = this.reducedCosts(slope);
      let entering = -1;
      let nearest = sign * Number.POSITIVE_INFINITY;
      for (let j = 0; j < fixed.length; j++) {
        const rate = sign * (moving[j] as number);
        if (!(rate > EPSILON)) continue;
        const at = sign * Math.max((sign * -(fixed[j] as number)) / (moving[j] as number), sign * reached);
        if (sign * at >= sign * nearest) continue;
        nearest = at;
        entering = j;
      }
      if (entering === -1) break;
      const direction = this.#direction(entering);
      const leaving = this.#leaving(direction);
      const step =
        leaving === -1 ? Number.POSITIVE_INFINITY : (this.#values[leaving] as number) / (direction[leaving] as number);
      if (step > 1e-11) {
        limit = nearest;
        break;
      }
      reached = nearest;
      this.#pivot(leaving, entering, direction);
    }
    this.#basis.set(saved.basis);
    this.#inverse.set(saved.inverse);
    this.#values.set(saved.values);
    return limit;
  }
}
