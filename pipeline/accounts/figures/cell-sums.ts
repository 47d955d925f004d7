import type { Contributions } from './contributions.ts';

/** Bit k of a row is set where column k says yes or has a number other than 0; the second mask where it says anything. */
export interface Bits {
  readonly yes: Uint32Array;
  readonly known: Uint32Array;
}

/** The two masks of every row; bit k belongs to the k-th name. */
export function bitsOf({ size, flags, numbers }: Contributions, names: readonly string[]): Bits {
  const yes = new Uint32Array(size);
  const known = new Uint32Array(size);
  names.forEach((name, bit) => {
    const column = (flags[name] ?? numbers[name]) as Uint8Array | Float64Array;
    const isFlag = flags[name] !== undefined;
    for (let row = 0; row < size; row += 1) {
      const value = column[row] as number;
      if (isFlag ? value === 2 : Number.isNaN(value)) continue;
      known[row] = (known[row] as number) | (1 << bit);
      if (value !== 0) yes[row] = (yes[row] as number) | (1 << bit);
    }
  });
  return { yes, known };
}

/** Adds one to the counter of every bit that is set, for one cell. */
function addBits(counters: readonly Int32Array[], mask: number, cell: number): void {
  for (let bit = 0; mask >>> bit !== 0; bit += 1)
    if ((mask >>> bit) & 1) {
      const counter = counters[bit] as Int32Array;
      counter[cell] = (counter[cell] as number) + 1;
    }
}

/** Bit k is set where a unit has the second column of pair k and not the first. */
function complementOf(mask: number, pairs: readonly (readonly [number, number])[]): number {
  let bits = 0;
  for (let index = 0; index < pairs.length; index += 1) {
    const [of, over] = pairs[index] as readonly [number, number];
    if ((mask & over) !== 0 && (mask & of) === 0) bits |= 1 << index;
  }
  return bits;
}

/**
 * Counts units and groups of every cell. A unit or group that has several rows in a cell counts once; the rows are sorted,
 * so it is enough to remember the last one seen.
 */
export function countBits(
  count: number,
  cellOf: Int32Array,
  { groups: groupOf, units: unitOf }: Contributions,
  { yes, known }: Bits,
  bits: number,
  pairs: readonly (readonly [number, number])[],
) {
  const counters = (length: number): Int32Array[] => Array.from({ length }, () => new Int32Array(count));
  const units = counters(bits);
  const groups = counters(bits);
  const complements = counters(pairs.length);
  const knownIn = new Uint32Array(count);
  const lastUnit = new Int32Array(count).fill(-1);
  const lastGroup = new Int32Array(count).fill(-1);
  const unitMask = new Uint32Array(count);
  const groupMask = new Uint32Array(count);
  const complementMask = new Uint32Array(count);
  const endUnit = (cell: number): void => {
    const mask = unitMask[cell] as number;
    addBits(units, mask, cell);
    groupMask[cell] = (groupMask[cell] as number) | mask;
    complementMask[cell] = (complementMask[cell] as number) | complementOf(mask, pairs);
    unitMask[cell] = 0;
  };
  const endGroup = (cell: number): void => {
    addBits(groups, groupMask[cell] as number, cell);
    addBits(complements, complementMask[cell] as number, cell);
    groupMask[cell] = 0;
    complementMask[cell] = 0;
  };
  for (let row = 0; row < cellOf.length; row += 1) {
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
    unitMask[cell] = (unitMask[cell] as number) | (yes[row] as number);
    knownIn[cell] = (knownIn[cell] as number) | (known[row] as number);
  }
  for (let cell = 0; cell < count; cell += 1) {
    endUnit(cell);
    endGroup(cell);
  }
  return { units, groups, complements, knownIn };
}

/** Adds up a number column: each part of a cell once, and the two largest groups. */
export function sumNumbers(
  count: number,
  cellOf: Int32Array,
  { groups, units, parts }: Contributions,
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
