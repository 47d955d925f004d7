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

/** Cells as small numbers: the mixed-radix key of every row's year and codes, and which cell each key is. */
function cellsOf(rows: Contributions, dimensions: readonly DimensionColumn[]): { of: Int32Array; first: number[] } {
  const firstYear = rows.size === 0 ? 0 : (rows.years[0] as number);
  const cellByKey = new Map<number, number>();
  const of = new Int32Array(rows.size);
  const first: number[] = [];
  for (let row = 0; row < rows.size; row += 1) {
    let key = (rows.years[row] as number) - firstYear;
    let isInside = true;
    for (const { codes, values } of dimensions) {
      const code = codes[row] as number;
      if (code === 0) isInside = false;
      key = key * values.length + code;
    }
    if (!isInside) {
      of[row] = -1;
      continue;
    }
    let cell = cellByKey.get(key);
    if (cell === undefined) {
      cell = first.length;
      cellByKey.set(key, cell);
      first.push(row);
    }
    of[row] = cell;
  }
  return { of, first };
}

/** For every row, the row that began its group, unit or part: equal for two rows of the same one. */
function runs(starts: Uint8Array): Int32Array {
  const begin = new Int32Array(starts.length);
  let current = 0;
  for (let row = 0; row < starts.length; row += 1) {
    if (starts[row] === 1) current = row;
    begin[row] = current;
  }
  return begin;
}

interface Runs {
  readonly group: Int32Array;
  readonly unit: Int32Array;
  readonly part: Int32Array;
}

const runsByRows = new WeakMap<Contributions, Runs>();

function runsOf(rows: Contributions): Runs {
  const known = runsByRows.get(rows);
  if (known !== undefined) return known;
  const made = { group: runs(rows.startsGroup), unit: runs(rows.startsUnit), part: runs(rows.startsPart) };
  runsByRows.set(rows, made);
  return made;
}

/**
 * Counts units and groups of every cell. A unit or group that has several rows in a cell counts once; the rows are sorted,
 * so it is enough to remember the last one seen.
 */
function countFlags(
  count: number,
  cellOf: Int32Array,
  { group, unit }: Runs,
  masks: Uint32Array,
  pairMasks: readonly { readonly of: number; readonly over: number }[],
  bits: number,
): { units: Int32Array[]; groups: Int32Array[]; complements: Int32Array[] } {
  const counters = (length: number): Int32Array[] => Array.from({ length }, () => new Int32Array(count));
  const units = counters(bits);
  const groups = counters(bits);
  const complements = counters(pairMasks.length);
  const lastUnit = new Int32Array(count).fill(-1);
  const lastGroup = new Int32Array(count).fill(-1);
  const unitMask = new Uint32Array(count);
  const groupMask = new Uint32Array(count);
  const complementMask = new Uint32Array(count);
  const add = (target: Int32Array[], mask: number, cell: number): void => {
    for (let bit = 0; mask >>> bit !== 0; bit += 1)
      if ((mask >>> bit) & 1) (target[bit] as Int32Array)[cell] = ((target[bit] as Int32Array)[cell] as number) + 1;
  };
  const endUnit = (cell: number): void => {
    const mask = unitMask[cell] as number;
    if (mask === 0) return;
    add(units, mask, cell);
    groupMask[cell] = (groupMask[cell] as number) | mask;
    pairMasks.forEach((pair, index) => {
      if ((mask & pair.over) !== 0 && (mask & pair.of) === 0)
        complementMask[cell] = (complementMask[cell] as number) | (1 << index);
    });
    unitMask[cell] = 0;
  };
  const endGroup = (cell: number): void => {
    add(groups, groupMask[cell] as number, cell);
    add(complements, complementMask[cell] as number, cell);
    groupMask[cell] = 0;
    complementMask[cell] = 0;
  };
  for (let row = 0; row < cellOf.length; row += 1) {
    const cell = cellOf[row] as number;
    if (cell < 0) continue;
    if (lastUnit[cell] !== unit[row]) {
      endUnit(cell);
      lastUnit[cell] = unit[row] as number;
      if (lastGroup[cell] !== group[row]) {
        endGroup(cell);
        lastGroup[cell] = group[row] as number;
      }
    }
    unitMask[cell] = (unitMask[cell] as number) | (masks[row] as number);
  }
  for (let cell = 0; cell < count; cell += 1) {
    endUnit(cell);
    endGroup(cell);
  }
  return { units, groups, complements };
}

/** Adds up a number column: each part of a cell once, and the two largest groups. */
function sumNumbers(
  count: number,
  cellOf: Int32Array,
  numbers: Float64Array,
  { group, part, unit }: Runs,
  keep: boolean,
) {
  const sum = new Float64Array(count);
  const groupSum = new Float64Array(count);
  const largest1 = new Float64Array(count);
  const largest2 = new Float64Array(count);
  const lastPart = new Int32Array(count).fill(-1);
  const lastGroup = new Int32Array(count).fill(-1);
  const lastUnit = new Int32Array(count).fill(-1);
  const values: number[][] | null = keep ? Array.from({ length: count }, () => []) : null;
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
    if (cell < 0 || Number.isNaN(value) || lastPart[cell] === part[row]) continue;
    lastPart[cell] = part[row] as number;
    if (lastGroup[cell] !== group[row]) {
      endGroup(cell);
      lastGroup[cell] = group[row] as number;
    }
    sum[cell] = (sum[cell] as number) + value;
    groupSum[cell] = (groupSum[cell] as number) + value;
    if (values !== null) {
      const list = values[cell] as number[];
      if (lastUnit[cell] === unit[row]) list[list.length - 1] = (list.at(-1) as number) + value;
      else list.push(value);
      lastUnit[cell] = unit[row] as number;
    }
  }
  for (let cell = 0; cell < count; cell += 1) endGroup(cell);
  return { sum, largest1, largest2, values };
}

/** Aggregates contributions to the cells of one breakdown, all years at once. Cells come in the order of their first row. */
export function aggregate(rows: Contributions, breakdown: Breakdown, options: AggregateOptions): Aggregate {
  const dimensions = breakdown.map((name: Dimension) => rows.dimensions[name] as DimensionColumn);
  const { of: cellOf, first } = cellsOf(rows, dimensions);
  const count = first.length;
  const names = [...Object.keys(rows.flags), ...Object.keys(rows.numbers)];
  const masks = new Uint32Array(rows.size);
  const isKnown = names.map((name, bit) => {
    const known = new Uint8Array(count);
    const flags = rows.flags[name];
    const numbers = rows.numbers[name];
    for (let row = 0; row < rows.size; row += 1) {
      const cell = cellOf[row] as number;
      const value = flags === undefined ? ((numbers as Float64Array)[row] as number) : (flags[row] as number);
      if (cell < 0 || (flags === undefined ? Number.isNaN(value) : value === 2)) continue;
      known[cell] = 1;
      if (value !== 0) masks[row] = (masks[row] as number) | (1 << bit);
    }
    return known;
  });
  const maskOf = (name: string): number => 1 << names.indexOf(name);
  const pairMasks = options.pairs.map(([of, over]) => ({ of: maskOf(of), over: maskOf(over) }));
  const { units, groups, complements } = countFlags(count, cellOf, runsOf(rows), masks, pairMasks, names.length);
  const none = new Float64Array(count);
  const columns = names.map((name, bit) => {
    const numbers = rows.numbers[name];
    const sums =
      numbers === undefined
        ? { sum: none, largest1: none, largest2: none, values: null }
        : sumNumbers(count, cellOf, numbers, runsOf(rows), options.keepValuesOf.includes(name));
    const counts = { units: units[bit] as Int32Array, groups: groups[bit] as Int32Array };
    return [name, { ...counts, isKnown: isKnown[bit] as Uint8Array, ...sums }] as const;
  });
  const cells = first.map((row) => ({
    year: rows.years[row] as number,
    values: dimensions.map(({ codes, values }) => values[codes[row] as number] as string),
  }));
  const index = new Map(cells.map(({ year, values }, cell) => [[year, ...values].join('\u0000'), cell]));
  return {
    cells,
    columns: Object.fromEntries(columns),
    numberColumns: new Set(Object.keys(rows.numbers)),
    complements: Object.fromEntries(
      options.pairs.map(([of, over], pair) => [pairKey(of, over), complements[pair] as Int32Array]),
    ),
    find: (year, values) => index.get([year, ...values].join('\u0000')),
  };
}
