import type { Quantity } from './quantities.ts';
import { brokenDown } from './quantities.ts';

/** Quantities that are one number, told by several figures: number of its cell for each quantity. */
export interface QuantityCells {
  readonly cellOf: Int32Array;
  readonly values: Float64Array;
}

/** Quantities that differ in what they are broken down by, each with a number for that. */
type Series = readonly (readonly [place: number, quantity: number])[];

/** Families that hold fewer different numbers than this may be equal by chance. */
const LEAST_CELLS = 4;
const LEAST_DIFFERENT = 3;

/** What two series must have in common to be the same, or null for one that may be like others by chance. */
function signatureOf(series: Series, quantities: readonly Quantity[]): string | null {
  if (series.length < LEAST_CELLS) return null;
  const numbers = series.map(([, quantity]) => (quantities[quantity] as Quantity).value);
  const nonZero = numbers.filter((number) => number !== 0);
  if (nonZero.length < LEAST_CELLS || new Set(nonZero).size < LEAST_DIFFERENT) return null;
  return series.map(([place], at) => `${place}:${numbers[at]}`).join();
}

/** Gives every text a number. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}

/** More ways to slice than any edition has. */
const SLICES = 2 ** 26;

/** A series by what it is broken down by; a second one for each value of each dimension that it is crossed with. */
function seriesOf(quantities: readonly Quantity[]): Series[] {
  const [familyNumber, sliceNumber, placeNumber] = [numbering(), numbering(), numbering()];
  const slicesOf = (codes: readonly string[]): (readonly [slice: number, place: number])[] => {
    const broken = brokenDown(codes);
    const level = broken.join();
    const rest = (without: number): number =>
      placeNumber(broken.flatMap((at) => (at === without ? [] : [`${at}=${codes[at]}`])).join('\u0001'));
    const crossed = broken.length > 1 ? broken : [];
    return [
      [sliceNumber(level), rest(-1)],
      ...crossed.map((at) => [sliceNumber(`${level}|${at}=${codes[at]}`), rest(at)] as const),
    ];
  };
  const known = new Map<string, ReturnType<typeof slicesOf>>();
  const groups = new Map<number, [number, number][]>();
  quantities.forEach(({ family, codes, place }, quantity) => {
    const slices = known.get(place) ?? slicesOf(codes);
    known.set(place, slices);
    const first = familyNumber(family) * SLICES;
    for (const [slice, rest] of slices) {
      const members = groups.get(first + slice);
      if (members === undefined) groups.set(first + slice, [[rest, quantity]]);
      else members.push([rest, quantity]);
    }
  });
  return [...groups.values()].map((members) => members.sort(([a], [b]) => a - b));
}

/**
 * Finds numbers that are told more than once. Two series that agree in every one of at least four cells are taken to be
 * the same: the denominator of one indicator is the count of another, a share's numerator is a count of its own, the new
 * participants are a part of the participants by status. An attacker would see it as well.
 */
export function cellsOf(quantities: readonly Quantity[]): QuantityCells {
  const leader = Int32Array.from(quantities, (_quantity, at) => at);
  const find = (at: number): number => {
    let root = at;
    while (leader[root] !== root) root = leader[root] as number;
    leader[at] = root;
    return root;
  };
  const union = (a: number, b: number): void => {
    const [first, second] = [find(a), find(b)];
    leader[Math.max(first, second)] = Math.min(first, second);
  };
  const known = new Map<string, Series>();
  for (const series of seriesOf(quantities)) {
    const signature = signatureOf(series, quantities);
    if (signature === null) continue;
    const same = known.get(signature);
    if (same === undefined) known.set(signature, series);
    else
      series.forEach(([, quantity], at) => {
        union(quantity, same[at]?.[1] as number);
      });
  }
  const byPlace = new Map<string, number>();
  const indicators = new Map<string, string>();
  quantities.forEach(({ family, place, value, role }, at) => {
    if (role !== 'value' && role !== 'numerator') return;
    const indicator = indicators.get(family) ?? `${family.split('/')[0]}@${family.split('@')[1]}`;
    indicators.set(family, indicator);
    const sameIndicator = `${indicator}|${place}|${value}`;
    const other = byPlace.get(sameIndicator);
    if (other === undefined) byPlace.set(sameIndicator, at);
    else if (role !== quantities[other]?.role) union(at, other);
  });
  const numbers = new Map<number, number>();
  const values: number[] = [];
  const cellOf = Int32Array.from(quantities, ({ value }, at) => {
    const root = find(at);
    const cell = numbers.get(root) ?? numbers.size;
    if (cell === numbers.size) {
      numbers.set(root, cell);
      values.push(value);
    }
    return cell;
  });
  return { cellOf, values: Float64Array.from(values) };
}
