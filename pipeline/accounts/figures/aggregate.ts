import type { Dimension } from '../../contract/figure.ts';
import type { Breakdown } from '../../contract/indicator.ts';
import { countBits, sumNumbers } from './cell-sums.ts';
import type { Contributions, DimensionColumn } from './contributions.ts';
import { MOST_COLUMNS, masksOf, rowView, steadyDimensions, unitView, type View } from './views.ts';

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

interface AggregateOptions {
  /** Columns whose numbers are kept one by one, for medians. */
  readonly keepValuesOf: readonly string[];
  /** Pairs (column, column it is a share of) for which groups with the second but not the first are counted. */
  readonly pairs: readonly (readonly [string, string])[];
}

export const pairKey = (of: string, over: string): string => `${of}/${over}`;

/** Up to so many possible cells are looked up in an array; more in a map. */
const MOST_DENSE_CELLS = 2 ** 22;

/** How many values a dimension has, with the empty one that stands for none. */
type Radices = Readonly<Partial<Record<Dimension, number>>>;

/** Which cell every row belongs to (-1: none), and the first row of every cell. */
function cellsOf(view: View, breakdown: Breakdown, radices: Radices): { of: Int32Array; first: number[] } {
  const { size, years } = view;
  let [firstYear, lastYear] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < size; row += 1) {
    firstYear = Math.min(firstYear, years[row] as number);
    lastYear = Math.max(lastYear, years[row] as number);
  }
  const of = new Int32Array(size);
  for (let row = 0; row < size; row += 1) of[row] = (years[row] as number) - firstYear;
  let possible = size === 0 ? 0 : lastYear - firstYear + 1;
  for (const name of breakdown) {
    const codes = view.codes[name] as Int32Array;
    const radix = radices[name] as number;
    possible *= radix;
    for (let row = 0; row < size; row += 1) {
      const code = codes[row] as number;
      const key = of[row] as number;
      of[row] = code === 0 || key < 0 ? -1 : key * radix + code;
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

/** Makes a function that aggregates contributions to the cells of a breakdown, all years at once. */
export function aggregator(rows: Contributions, options: AggregateOptions): (breakdown: Breakdown) => Aggregate {
  const names = [...Object.keys(rows.flags), ...Object.keys(rows.numbers)];
  if (names.length > MOST_COLUMNS) throw new RangeError(`an indicator requires at most ${MOST_COLUMNS} columns`);
  const masks = masksOf(rows, names);
  const steady = steadyDimensions(rows);
  const byUnit = unitView(rows, masks, steady);
  const byRow = byUnit.size === rows.size ? byUnit : rowView(rows, masks);
  const radices: Radices = Object.fromEntries(
    Object.entries(rows.dimensions).map(([name, { values }]) => [name, values.length]),
  );
  const maskOf = (name: string): number => 1 << names.indexOf(name);
  const pairs = options.pairs.map(([of, over]) => [maskOf(of), maskOf(over)] as const);
  const numberColumns = new Set(Object.keys(rows.numbers));
  return (breakdown) => {
    const view = breakdown.every((name) => steady.has(name)) ? byUnit : byRow;
    const { of: cellOf, first } = cellsOf(view, breakdown, radices);
    const count = first.length;
    const counted = countBits(count, cellOf, view, names.length, pairs);
    const none = new Float64Array(count);
    const columns = names.map((name, bit): [string, ColumnSums] => {
      const numbers = view.numbers[name];
      const sums =
        numbers === undefined
          ? { sum: none, largest1: none, largest2: none, values: null }
          : sumNumbers(count, cellOf, view, numbers, options.keepValuesOf.includes(name));
      const isKnown = Uint8Array.from(counted.knownIn, (mask) => (mask >>> bit) & 1);
      return [
        name,
        { units: counted.units[bit] as Int32Array, groups: counted.groups[bit] as Int32Array, isKnown, ...sums },
      ];
    });
    const cells = first.map((row) => ({
      year: view.years[row] as number,
      values: breakdown.map((name) => {
        const code = (view.codes[name] as Int32Array)[row] as number;
        return (rows.dimensions[name] as DimensionColumn).values[code] as string;
      }),
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
