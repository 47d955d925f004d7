import type { Bounds } from './bounds.ts';

/** Numbers that are kept of one block at most: about 100 MB. */
const MOST_NUMBERS = 12_000_000;
/** Steps towards the widest mixture; a few suffice. */
const MOST_STEPS = 12;

/** What an unknown is in each table of its block, and the tables in which it is smallest and largest. */
interface Series {
  numbers: Float64Array;
  count: number;
  lowest: number;
  highest: number;
}

/**
 * Tables that an attacker cannot rule out, kept as programmes find them. Mixtures of two are such tables as well, so they
 * prove without another programme how far a number may be off for somebody who knows another number.
 */
export class Alternatives {
  /** By unknown; the unknowns of a block have the same tables. */
  readonly #series = new Map<number, Series>();

  /** Keeps a table of a block: `solution` in the order of `unknowns`; an empty one is none. */
  add(unknowns: readonly number[], solution: readonly number[]): void {
    const kept = this.#series.get(unknowns[0] as number)?.count ?? 0;
    if (solution.length === 0 || (kept + 1) * unknowns.length > MOST_NUMBERS) return;
    unknowns.forEach((unknown, at) => {
      this.#append(unknown, solution[at] as number);
    });
  }

  #append(unknown: number, number: number): void {
    let series = this.#series.get(unknown);
    if (series === undefined) {
      series = { numbers: new Float64Array(16), count: 0, lowest: 0, highest: 0 };
      this.#series.set(unknown, series);
    }
    const { count } = series;
    if (count === series.numbers.length) {
      const longer = new Float64Array(2 * count);
      longer.set(series.numbers);
      series.numbers = longer;
    }
    series.numbers[count] = number;
    series.count = count + 1;
    if (number < (series.numbers[series.lowest] as number)) series.lowest = count;
    if (number > (series.numbers[series.highest] as number)) series.highest = count;
  }

  /**
   * Whether mixtures in which `known` is `value` show the target to be safe; `truth` is what it is. A cheap look at the
   * mixtures of extreme tables comes before the widest of all.
   */
  areEnough(
    { target, truth }: { readonly target: number; readonly truth: number },
    { known, value }: { readonly known: number; readonly value: number },
    isSafe: (target: number, seen: Bounds) => boolean,
  ): boolean {
    const along = this.#series.get(known);
    const across = this.#series.get(target);
    if (along === undefined || across === undefined) return isSafe(target, { lower: truth, upper: truth });
    const upper = new Hull(along, across, value, 1);
    const lower = new Hull(along, across, value, -1);
    const seen = (): Bounds => ({ lower: Math.min(truth, -lower.height), upper: Math.max(truth, upper.height) });
    if (isSafe(target, seen())) return true;
    upper.widen();
    lower.widen();
    return isSafe(target, seen());
  }
}

/**
 * The upper hull (side 1) of (along, across) over all tables at one place on the way, or the lower one turned over (-1): the
 * line between a table on the left and one on the right that is highest there.
 */
class Hull {
  readonly #along: Series;
  readonly #across: Series;
  readonly #value: number;
  readonly #side: 1 | -1;
  #left: number;
  #right: number;
  height: number;

  /** Begins with the table where `across` is highest, and the one where `along` is furthest on the other side. */
  constructor(along: Series, across: Series, value: number, side: 1 | -1) {
    this.#along = along;
    this.#across = across;
    this.#value = value;
    this.#side = side;
    const top = side === 1 ? across.highest : across.lowest;
    const isLeft = (along.numbers[top] as number) <= value;
    this.#left = isLeft ? top : along.lowest;
    this.#right = isLeft ? along.highest : top;
    const isAround = (along.numbers[this.#left] as number) <= value && (along.numbers[this.#right] as number) >= value;
    this.height = isAround ? this.#heightOf(this.#left, this.#right) : Number.NEGATIVE_INFINITY;
  }

  #heightOf(left: number, right: number): number {
    const [from, to] = [this.#along.numbers[left] as number, this.#along.numbers[right] as number];
    const [y, top] = [this.#across.numbers[left] as number, this.#across.numbers[right] as number];
    const gap = to - from;
    return gap === 0
      ? Math.max(this.#side * y, this.#side * top)
      : this.#side * (y + ((this.#value - from) / gap) * (top - y));
  }

  /** Exchanges one end and the other in turn for the one that makes the line highest, until neither makes it higher. */
  widen(): void {
    if (this.height === Number.NEGATIVE_INFINITY) return;
    for (let step = 0, idle = 0; step < MOST_STEPS && idle < 2; step += 1) {
      const isRight = step % 2 === 0;
      const best = this.#best(isRight ? this.#left : this.#right, isRight ? 1 : -1);
      idle = best === -1 ? idle + 1 : 0;
      if (best === -1) continue;
      if (isRight) this.#right = best;
      else this.#left = best;
      this.height = this.#heightOf(this.#left, this.#right);
    }
  }

  /** The table on the right (1) or the left (-1) that makes a higher line with `end` than there is, the highest; or -1. */
  #best(end: number, direction: 1 | -1): number {
    const { numbers, count } = this.#along;
    const { numbers: across } = this.#across;
    const [value, side] = [this.#value, this.#side];
    const [from, y] = [numbers[end] as number, side * (across[end] as number)];
    let best = -1;
    let most = this.height + 1e-9 * Math.abs(this.height);
    for (let at = 0; at < count; at += 1) {
      const to = numbers[at] as number;
      if (direction * (to - value) < 0) continue;
      const top = side * (across[at] as number);
      const height = to === from ? Math.max(y, top) : y + ((value - from) / (to - from)) * (top - y);
      if (height <= most) continue;
      most = height;
      best = at;
    }
    return best;
  }
}
