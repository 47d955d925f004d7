import type { View } from './views.ts';

/** Pair of bits: a column and the one it is a share of. */
type Pair = readonly [of: number, over: number];

/** Bit k is set where a unit has the second column of pair k and not the first. */
function complementOf(mask: number, pairs: readonly Pair[]): number {
  let bits = 0;
  for (let index = 0; index < pairs.length; index += 1) {
    const [of, over] = pairs[index] as Pair;
    if ((mask & over) !== 0 && (mask & of) === 0) bits |= 1 << index;
  }
  return bits;
}

/** Adds to the counter of every bit that is set, for one cell. */
function addBits(counters: readonly Int32Array[], mask: number, cell: number, by: number): void {
  for (let bit = 0; mask >>> bit !== 0; bit += 1)
    if ((mask >>> bit) & 1) {
      const counter = counters[bit] as Int32Array;
      counter[cell] = (counter[cell] as number) + by;
    }
}

interface Counters {
  readonly units: readonly Int32Array[];
  readonly groups: readonly Int32Array[];
  readonly complements: readonly Int32Array[];
  readonly knownIn: Uint32Array;
}

/** Counts the rows that are alone in their group: each is one unit and one group of its cell. */
function countAlone(count: number, cellOf: Int32Array, view: View, pairs: readonly Pair[], into: Counters): void {
  const { kinds, yes, known, alone } = view;
  const width = yes.length;
  const rows = new Int32Array(count * width);
  for (let row = 0; row < alone; row += 1) {
    const cell = cellOf[row] as number;
    if (cell < 0) continue;
    const place = cell * width + (kinds[row] as number);
    rows[place] = (rows[place] as number) + 1;
  }
  for (let place = 0; place < rows.length; place += 1) {
    const here = rows[place] as number;
    if (here === 0) continue;
    const cell = Math.floor(place / width);
    const mask = yes[place % width] as number;
    addBits(into.units, mask, cell, here);
    addBits(into.groups, mask, cell, here);
    addBits(into.complements, complementOf(mask, pairs), cell, here);
    into.knownIn[cell] = (into.knownIn[cell] as number) | (known[place % width] as number);
  }
}

/** Counts the other rows. They are sorted, so it is enough to remember the last unit and group seen in a cell. */
function countOthers(count: number, cellOf: Int32Array, view: View, pairs: readonly Pair[], into: Counters): void {
  const { kinds, yes, known, groups: groupOf, units: unitOf } = view;
  const lastUnit = new Int32Array(count).fill(-1);
  const lastGroup = new Int32Array(count).fill(-1);
  const unitMask = new Uint32Array(count);
  const groupMask = new Uint32Array(count);
  const complementMask = new Uint32Array(count);
  const endUnit = (cell: number): void => {
    const mask = unitMask[cell] as number;
    addBits(into.units, mask, cell, 1);
    groupMask[cell] = (groupMask[cell] as number) | mask;
    complementMask[cell] = (complementMask[cell] as number) | complementOf(mask, pairs);
    unitMask[cell] = 0;
  };
  const endGroup = (cell: number): void => {
    addBits(into.groups, groupMask[cell] as number, cell, 1);
    addBits(into.complements, complementMask[cell] as number, cell, 1);
    groupMask[cell] = 0;
    complementMask[cell] = 0;
  };
  for (let row = view.alone; row < view.size; row += 1) {
    const cell = cellOf[row] as number;
    if (cell < 0) continue;
    if (lastUnit[cell] !== unitOf[row]) {
      endUnit(cell);
      lastUnit[cell] = unitOf[row] as number;
      if (lastGroup[cell] !== groupOf[row]) {
        endGroup(cell);
        lastGroup[cell] = groupOf[row] as number;
      }
    }
    const kind = kinds[row] as number;
    unitMask[cell] = (unitMask[cell] as number) | (yes[kind] as number);
    into.knownIn[cell] = (into.knownIn[cell] as number) | (known[kind] as number);
  }
  for (let cell = 0; cell < count; cell += 1) {
    endUnit(cell);
    endGroup(cell);
  }
}

/** Counts units and groups of every cell for each of `bits` columns. A unit or group with several rows in a cell counts once. */
export function countBits(
  count: number,
  cellOf: Int32Array,
  view: View,
  bits: number,
  pairs: readonly Pair[],
): Counters {
  const counters = (length: number): Int32Array[] => Array.from({ length }, () => new Int32Array(count));
  const into = {
    units: counters(bits),
    groups: counters(bits),
    complements: counters(pairs.length),
    knownIn: new Uint32Array(count),
  };
  countAlone(count, cellOf, view, pairs, into);
  countOthers(count, cellOf, view, pairs, into);
  return into;
}

/** Adds up a number column: each part of a cell once, and the two largest groups. */
export function sumNumbers(
  count: number,
  cellOf: Int32Array,
  { groups, units, parts }: View,
  numbers: Float64Array,
  keepValues: boolean,
) {
  const sum = new Float64Array(count);
  const groupSum = new Float64Array(count);
  const largest1 = new Float64Array(count);
  const largest2 = new Float64Array(count);
  const lastPart = new Int32Array(count).fill(-1);
  const lastGroup = new Int32Array(count).fill(-1);
  const lastUnit = new Int32Array(count).fill(-1);
  const values: number[][] | null = keepValues ? Array.from({ length: count }, () => []) : null;
  const endGroup = (cell: number): void => {
    const amount = groupSum[cell] as number;
    if (amount > (largest1[cell] as number)) {
      largest2[cell] = largest1[cell] as number;
      largest1[cell] = amount;
    } else if (amount > (largest2[cell] as number)) largest2[cell] = amount;
    groupSum[cell] = 0;
  };
  for (let row = 0; row < cellOf.length; row += 1) {
    const cell = cellOf[row] as number;
    const value = numbers[row] as number;
    if (cell < 0 || Number.isNaN(value) || lastPart[cell] === parts[row]) continue;
    lastPart[cell] = parts[row] as number;
    if (lastGroup[cell] !== groups[row]) {
      endGroup(cell);
      lastGroup[cell] = groups[row] as number;
    }
    sum[cell] = (sum[cell] as number) + value;
    groupSum[cell] = (groupSum[cell] as number) + value;
    if (values === null) continue;
    const list = values[cell] as number[];
    if (lastUnit[cell] === units[row]) list[list.length - 1] = (list.at(-1) as number) + value;
    else list.push(value);
    lastUnit[cell] = units[row] as number;
  }
  for (let cell = 0; cell < count; cell += 1) endGroup(cell);
  return { sum, largest1, largest2, values };
}
