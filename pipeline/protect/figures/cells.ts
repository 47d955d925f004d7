import type { Quantity } from './quantities.ts';
import { brokenDown } from './quantities.ts';

/** Quantities that are one number, told by several figures: number of its cell for each quantity. */
export interface QuantityCells {
  readonly cellOf: Int32Array;
  readonly values: Float64Array;
}

interface Series {
  /** Places of the breakdown, the sliced one left out. */
  readonly members: readonly (readonly [key: string, quantity: number])[];
}

/** Families that hold fewer different numbers than this may be equal by chance. */
const LEAST_CELLS = 4;
const LEAST_DIFFERENT = 3;

const signatureOf = (
  members: readonly (readonly [string, number])[],
  quantities: readonly Quantity[],
): string | null => {
  const numbers = members.map(([, quantity]) => quantities[quantity]?.value as number);
  const nonZero = numbers.filter((number) => number !== 0);
  if (nonZero.length < LEAST_CELLS || new Set(nonZero).size < LEAST_DIFFERENT) return null;
  return members.map(([key], at) => `${key}\u0002${numbers[at]}`).join('\u0003');
};

/** A series by what it is broken down by; a second one for each value of each dimension that it is crossed with. */
function seriesOf(quantities: readonly Quantity[]): Series[] {
  const groups = new Map<string, [string, number][]>();
  const add = (group: string, key: string, quantity: number): void => {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [[key, quantity]]);
    else members.push([key, quantity]);
  };
  quantities.forEach(({ family, codes }, quantity) => {
    const places = brokenDown(codes);
    const key = (without: number): string =>
      places.flatMap((place) => (place === without ? [] : [`${place}=${codes[place]}`])).join('\u0001');
    add(`${family}|${places.join()}`, key(-1), quantity);
    if (places.length > 1)
      for (const place of places) add(`${family}|${places.join()}|${place}=${codes[place]}`, key(place), quantity);
  });
  return [...groups.values()].map((members) => ({
    members: members.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)),
  }));
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
    const signature = signatureOf(series.members, quantities);
    if (signature === null) continue;
    const same = known.get(signature);
    if (same === undefined) known.set(signature, series);
    else
      series.members.forEach(([, quantity], at) => {
        union(quantity, same.members[at]?.[1] as number);
      });
  }
  const byPlace = new Map<string, number>();
  quantities.forEach(({ family, place, value, role }, at) => {
    if (role !== 'value' && role !== 'numerator') return;
    const sameIndicator = `${family.split('/')[0]}@${family.split('@')[1]}|${place}|${value}`;
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
