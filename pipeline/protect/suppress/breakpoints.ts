/** Steps and weights that differ by less than this are the same. */
const SAME = 1e-12;
const SAME_WEIGHT = 1e-9;

/**
 * Places on the way of the relations' prices where a cell begins to move, up (piece 1) or down (piece -1); parallel
 * arrays, `count` long. Passing one moves the cell by `length` and the leaving variable by `length * weight`.
 */
export class Breakpoints {
  readonly cells: Int32Array;
  readonly pieces: Int8Array;
  readonly steps: Float64Array;
  readonly weights: Float64Array;
  readonly lengths: Float64Array;
  count = 0;

  constructor(most: number) {
    this.cells = new Int32Array(most);
    this.pieces = new Int8Array(most);
    this.steps = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.lengths = new Float64Array(most);
  }

  clear(): void {
    this.count = 0;
  }

  /** `distance` is how far the cell's pull is from its price; a piece of no length is left out. */
  add(cell: number, piece: 1 | -1, distance: number, weight: number, length: number): void {
    if (length <= 0) return;
    const at = this.count;
    this.cells[at] = cell;
    this.pieces[at] = piece;
    this.steps[at] = distance > 0 ? distance / weight : 0;
    this.weights[at] = weight;
    this.lengths[at] = length;
    this.count = at + 1;
  }

  /**
   * Passes breakpoints in their order until the leaving variable has moved by `excess`. Returns how many were passed;
   * they are moved to the front, and the one that would go too far comes next. All passed: it cannot move so far.
   */
  pass(excess: number, tolerance: number): number {
    let left = excess;
    for (let passed = 0; passed < this.count; passed += 1) {
      let next = passed;
      for (let at = passed + 1; at < this.count; at += 1) if (this.#isBefore(at, next)) next = at;
      this.#swap(passed, next);
      left -= (this.weights[passed] as number) * (this.lengths[passed] as number);
      if (left <= tolerance) return passed;
    }
    return this.count;
  }

  #isBefore(a: number, b: number): boolean {
    const ahead = (this.steps[a] as number) - (this.steps[b] as number);
    if (ahead < -SAME) return true;
    if (ahead > SAME) return false;
    const heavier = (this.weights[a] as number) - (this.weights[b] as number);
    if (heavier > SAME_WEIGHT) return true;
    return heavier >= -SAME_WEIGHT && (this.cells[a] as number) < (this.cells[b] as number);
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    for (const list of [this.cells, this.pieces, this.steps, this.weights, this.lengths]) {
      const kept = list[a] as number;
      list[a] = list[b] as number;
      list[b] = kept;
    }
  }
}
