/** A vector of which few entries are touched: dense numbers, and the places that may differ from zero. */
export class SparseVector {
  readonly dense: Float64Array;
  readonly places: Int32Array;
  count = 0;
  readonly #isTouched: Uint8Array;

  constructor(length: number) {
    this.dense = new Float64Array(length);
    this.places = new Int32Array(length);
    this.#isTouched = new Uint8Array(length);
  }

  #touch(place: number): void {
    if (this.#isTouched[place] === 1) return;
    this.#isTouched[place] = 1;
    this.places[this.count] = place;
    this.count += 1;
  }

  set(place: number, value: number): void {
    this.#touch(place);
    this.dense[place] = value;
  }

  add(place: number, value: number): void {
    this.#touch(place);
    this.dense[place] = (this.dense[place] as number) + value;
  }

  clear(): void {
    for (let at = 0; at < this.count; at += 1) {
      const place = this.places[at] as number;
      this.dense[place] = 0;
      this.#isTouched[place] = 0;
    }
    this.count = 0;
  }
}
