import type { Dimension } from '../../contract/figure.ts';
import type { Breakdown } from '../../contract/indicator.ts';
import type { Contributions, DimensionColumn } from './contributions.ts';

/** What a cell holds of one column, indexed by cell. */
export interface ColumnSums {
  /** Distinct units for which a flag is true, or that have a number other than 0. */
  readonly units: Int32Array;
  /** Distinct enterprise groups of those units. */
  readonly groups: Int32Array;
  /** 1 where at least one row of the cell says yes, no or a number; 0 where all are unknown. */
  readonly isKnown: Uint8Array;
  /** Sum over parts, in hundredths; zero for a flag. */
  readonly sum: Float64Array;
  /** Largest and second largest sum of a group, in hundredths. */
  readonly largest1: Float64Array;
  readonly largest2: Float64Array;
  /** Number of every unit of the cell that has one, in hundredths; only where it was asked for. */
  readonly values: readonly number[][] | null;
}

/** The cells of one breakdown: year and dimension values of each, and the sums of every column. */
export interface Aggregate {
  readonly cells: readonly { readonly year: number; readonly values: readonly string[] }[];
  readonly columns: Readonly<Record<string, ColumnSums>>;
  /** Columns that are summed; the others are counted. */
  readonly numberColumns: ReadonlySet<string>;
  /** Groups with a unit that has the second column of a pair and not the first, by `pairKey`. */
  readonly complements: Readonly<Record<string, Int32Array>>;
  /** Cell of a year and values in the order of the breakdown, or undefined. */
  readonly find: (year: number, values: readonly string[]) => number | undefined;
}

export interface AggregateOptions {
  /** Columns whose numbers are kept one by one, for medians. */
  readonly keepValuesOf: readonly string[];
  /** Pairs (column, column it is a share of) for which groups with the second but not the first are counted. */
  readonly pairs: readonly (readonly [string, string])[];
}

export const pairKey = (of: string, over: string): string => `${of}/${over}`;

/** Up to so many possible cells are looked up in an array; more in a map. */
const MOST_DENSE_CELLS = 2 ** 22;

/** Which cell every row belongs to (-1: none), and the first row of every cell. */
function cellsOf(rows: Contributions, dimensions: readonly DimensionColumn[]): { of: Int32Array; first: number[] } {
  const { size, years } = rows;
  const firstYear = size === 0 ? 0 : (years[0] as number);
  const of = years.map((year) => year - firstYear);
  let possible = size === 0 ? 0 : (years[size - 1] as number) - firstYear + 1;
  for (const { codes, values } of dimensions) {
    possible *= values.length;
    for (let row = 0; row < size; row += 1) {
      const code = codes[row] as number;
      const key = of[row] as number;
      of[row] = code === 0 || key < 0 ? -1 : key * values.length + code;
    }
  }
  const dense = possible <= MOST_DENSE_CELLS ? new Int32Array(possible).fill(-1) : null;
  const sparse = new Map<number, number>();
  const first: number[] = [];
  for (let row = 0; row < size; row += 1) {
    const key = of[row] as number;
    if (key < 0) continue;
    let cell = dense === null ? (sparse.get(key) ?? -1) : (dense[key] as number);
    if (cell < 0) {
      cell = first.length;
      first.push(row);
      if (dense === null) sparse.set(key, cell);
      else dense[key] = cell;
    }
    of[row] = cell;
  }
  return { of, first };
}

/** Bit k of a row is set where column k says yes or has a number other than 0; the second mask where it says anything. */
interface Bits {
  readonly yes: Uint32Array;
  readonly known: Uint32Array;
}

function bitsOf({ size, flags, numbers }: Contributions, names: readonly string[]): Bits {
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
function countBits(
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
function sumNumbers(
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

/**
 * Makes a function that aggregates contributions to the cells of a breakdown, all years at once. Cells come in the order of
 * their first row.
 */
export function aggregator(rows: Contributions, options: AggregateOptions): (breakdown: Breakdown) => Aggregate {
  const names = [...Object.keys(rows.flags), ...Object.keys(rows.numbers)];
  const bits = bitsOf(rows, names);
  const maskOf = (name: string): number => 1 << names.indexOf(name);
  const pairs = options.pairs.map(([of, over]) => [maskOf(of), maskOf(over)] as const);
  const numberColumns = new Set(Object.keys(rows.numbers));
  return (breakdown) => {
    const dimensions = breakdown.map((name: Dimension) => rows.dimensions[name] as DimensionColumn);
    const { of: cellOf, first } = cellsOf(rows, dimensions);
    const count = first.length;
    const counted = countBits(count, cellOf, rows, bits, names.length, pairs);
    const none = new Float64Array(count);
    const columns = names.map((name, bit): [string, ColumnSums] => {
      const numbers = rows.numbers[name];
      const sums =
        numbers === undefined
          ? { sum: none, largest1: none, largest2: none, values: null }
          : sumNumbers(count, cellOf, rows, numbers, options.keepValuesOf.includes(name));
      const isKnown = Uint8Array.from(counted.knownIn, (mask) => (mask >>> bit) & 1);
      return [
        name,
        { units: counted.units[bit] as Int32Array, groups: counted.groups[bit] as Int32Array, isKnown, ...sums },
      ];
    });
    const cells = first.map((row) => ({
      year: rows.years[row] as number,
      values: dimensions.map(({ codes, values }) => values[codes[row] as number] as string),
    }));
    const index = new Map(cells.map(({ year, values }, cell) => [[year, ...values].join('\u0000'), cell]));
    return {
      cells,
      columns: Object.fromEntries(columns),
      numberColumns,
      complements: Object.fromEntries(
        options.pairs.map(([of, over], pair) => [pairKey(of, over), counted.complements[pair] as Int32Array]),
      ),
      find: (year, values) => index.get([year, ...values].join('\u0000')),
    };
  };
}
