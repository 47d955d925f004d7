import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';

/** A number for every combination of codes: what a row of a table of figures is broken down by. */
export class Places {
  readonly #numbers = new Map<string, number>();
  readonly #codes: (readonly string[])[] = [];
  readonly #brokenDown: (readonly number[])[] = [];
  /** For each place and dimension the place of the total over it, -1 where it has not been asked for. */
  readonly #totals: number[] = [];

  /** The place of codes that stand in the order of the dimensions. */
  of(codes: readonly string[]): number {
    const key = codes.join('\u0001');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const place = this.#codes.length;
    this.#numbers.set(key, place);
    this.#codes.push(codes);
    this.#brokenDown.push(codes.flatMap((code, dimension) => (code === TOTAL ? [] : [dimension])));
    for (let at = 0; at < DIMENSIONS.length; at += 1) this.#totals.push(-1);
    return place;
  }

  codesOf(place: number): readonly string[] {
    return this.#codes[place] as readonly string[];
  }

  /** The dimensions in which a place has a code of its own. */
  brokenDown(place: number): readonly number[] {
    return this.#brokenDown[place] as readonly number[];
  }

  /** The same place with another code in a dimension. */
  with(place: number, dimension: number, code: string): number {
    return this.of(this.codesOf(place).with(dimension, code));
  }

  /** The place of the total over a dimension. */
  total(place: number, dimension: number): number {
    const at = place * DIMENSIONS.length + dimension;
    if (this.#totals[at] === -1) this.#totals[at] = this.with(place, dimension, TOTAL);
    return this.#totals[at] as number;
  }

  get count(): number {
    return this.#codes.length;
  }
}
