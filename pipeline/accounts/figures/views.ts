import type { Dimension } from '../../contract/figure.ts';
import type { Contributions } from './contributions.ts';

/** What a row says of the columns: bit k of `yes` where column k is true or not 0, of `known` where it says anything. */
export interface Masks {
  readonly yes: Uint32Array;
  readonly known: Uint32Array;
}

/** Most columns of an indicator that are counted: their two masks make one key. */
export const MOST_COLUMNS = 26;

/** The two masks of every row; bit k belongs to the k-th name. */
export function masksOf({ size, flags, numbers }: Contributions, names: readonly string[]): Masks {
  const yes = new Uint32Array(size);
  const known = new Uint32Array(size);
  names.forEach((name, bit) => {
    const column = (flags[name] ?? numbers[name]) as Uint8Array | Float64Array;
    const unknown = flags[name] === undefined ? Number.NaN : 2;
    for (let row = 0; row < size; row += 1) {
      const value = column[row] as number;
      if (value === unknown || Number.isNaN(value)) continue;
      known[row] = (known[row] as number) | (1 << bit);
      if (value !== 0) yes[row] = (yes[row] as number) | (1 << bit);
    }
  });
  return { yes, known };
}

/**
 * Contributions as they are counted: those that are the only one of their group first, because they need not be compared
 * with their neighbours, then the others, sorted. `kinds` numbers the different masks that occur.
 */
export interface View {
  readonly size: number;
  readonly alone: number;
  readonly years: Int32Array;
  readonly groups: Int32Array;
  readonly units: Int32Array;
  readonly parts: Int32Array;
  readonly kinds: Int32Array;
  readonly yes: readonly number[];
  readonly known: readonly number[];
  readonly codes: Readonly<Partial<Record<Dimension, Int32Array>>>;
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

/** Numbers the different pairs of masks in the order of first sight. */
function kindsOf({ yes, known }: Masks, order: Int32Array): Pick<View, 'kinds' | 'yes' | 'known'> {
  const numbers = new Map<number, number>();
  const list: { yes: number; known: number }[] = [];
  const kinds = new Int32Array(order.length);
  let lastKey = -1;
  let last = -1;
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] as number;
    const key = (yes[row] as number) * 2 ** MOST_COLUMNS + (known[row] as number);
    if (key !== lastKey) {
      last = numbers.get(key) ?? list.length;
      if (last === list.length) {
        numbers.set(key, last);
        list.push({ yes: yes[row] as number, known: known[row] as number });
      }
      lastKey = key;
    }
    kinds[place] = last;
  }
  return { kinds, yes: list.map((kind) => kind.yes), known: list.map((kind) => kind.known) };
}

/** Rows whose group has no other row, then the others, each in their order. */
function aloneFirst(groups: Int32Array): { order: Int32Array; alone: number } {
  const size = groups.length;
  const order = new Int32Array(size);
  let alone = 0;
  let end = size;
  for (let row = size - 1; row >= 0; row -= 1)
    if (groups[row] === groups[row - 1] || groups[row] === groups[row + 1]) {
      end -= 1;
      order[end] = row;
    }
  for (let row = 0; row < size; row += 1)
    if (groups[row] !== groups[row - 1] && groups[row] !== groups[row + 1]) {
      order[alone] = row;
      alone += 1;
    }
  return { order, alone };
}

/** The column at the rows of `order`, in that order. */
function take<Column extends Int32Array | Float64Array>(column: Column, order: Int32Array): Column {
  const taken = column.slice(0, order.length) as Column;
  for (let place = 0; place < order.length; place += 1) taken[place] = column[order[place] as number] as number;
  return taken;
}

const mapped = <Key extends string, Column extends Int32Array | Float64Array>(
  columns: Readonly<Partial<Record<Key, Column>>>,
  change: (column: Column) => Column,
): Record<Key, Column> =>
  Object.fromEntries(
    Object.entries<Column | undefined>(columns).map(([name, column]) => [name, change(column as Column)]),
  ) as Record<Key, Column>;

type Columns = Omit<View, 'alone' | 'kinds' | 'yes' | 'known'>;

function viewOf(columns: Columns, masks: Masks): View {
  const { order, alone } = aloneFirst(columns.groups);
  return {
    size: columns.size,
    alone,
    years: take(columns.years, order),
    groups: take(columns.groups, order),
    units: take(columns.units, order),
    parts: take(columns.parts, order),
    codes: mapped(columns.codes, (column) => take(column, order)),
    numbers: mapped(columns.numbers, (column) => take(column, order)),
    ...kindsOf(masks, order),
  };
}

const codesOf = ({ dimensions }: Contributions): Columns['codes'] =>
  Object.fromEntries(Object.entries(dimensions).map(([name, { codes }]) => [name, codes]));

/** Every contribution by itself. */
export function rowView(rows: Contributions, masks: Masks): View {
  const { size, years, groups, units, parts, numbers } = rows;
  return viewOf({ size, years, groups, units, parts, numbers, codes: codesOf(rows) }, masks);
}

/** Dimensions that are alike in all rows of every unit: by them a unit stands in one cell. */
export function steadyDimensions({ units, dimensions }: Contributions): ReadonlySet<Dimension> {
  const isSteady = (codes: Int32Array): boolean => {
    for (let row = 1; row < codes.length; row += 1)
      if (codes[row] !== codes[row - 1] && units[row] === units[row - 1]) return false;
    return true;
  };
  return new Set(
    Object.entries(dimensions).flatMap(([name, { codes }]) => (isSteady(codes) ? [name as Dimension] : [])),
  );
}

/** First row of every unit. */
function firstRows(units: Int32Array): Int32Array {
  const first = new Int32Array(units.length);
  let count = 0;
  for (let row = 0; row < units.length; row += 1)
    if (units[row] !== units[row - 1]) {
      first[count] = row;
      count += 1;
    }
  return first.slice(0, count);
}

/** Sum of a number over the parts of every unit, each once; NaN where none is known. */
function unitSums(numbers: Float64Array, first: Int32Array, { parts }: Contributions): Float64Array {
  const sums = new Float64Array(first.length).fill(Number.NaN);
  for (let unit = 0; unit < first.length; unit += 1) {
    const end = first[unit + 1] ?? numbers.length;
    let lastPart = -1;
    for (let row = first[unit] as number; row < end; row += 1) {
      const value = numbers[row] as number;
      if (Number.isNaN(value) || parts[row] === lastPart) continue;
      lastPart = parts[row] as number;
      const sum = sums[unit] as number;
      sums[unit] = Number.isNaN(sum) ? value : sum + value;
    }
  }
  return sums;
}

/** What any row of every unit says. */
function unitMasks(mask: Uint32Array, first: Int32Array): Uint32Array {
  const masks = new Uint32Array(first.length);
  for (let unit = 0; unit < first.length; unit += 1) {
    const end = first[unit + 1] ?? mask.length;
    let bits = 0;
    for (let row = first[unit] as number; row < end; row += 1) bits |= mask[row] as number;
    masks[unit] = bits;
  }
  return masks;
}

const sequence = (size: number): Int32Array => {
  const numbers = new Int32Array(size);
  for (let index = 0; index < size; index += 1) numbers[index] = index;
  return numbers;
};

/** One row a unit, for breakdowns by steady dimensions only: what any of its rows says, and the sums of its parts. */
export function unitView(rows: Contributions, masks: Masks, steady: ReadonlySet<Dimension>): View {
  const first = firstRows(rows.units);
  const units = sequence(first.length);
  const codes = Object.fromEntries(Object.entries(codesOf(rows)).filter(([name]) => steady.has(name as Dimension)));
  return viewOf(
    {
      size: first.length,
      years: take(rows.years, first),
      groups: take(rows.groups, first),
      units,
      parts: units,
      codes: mapped(codes, (column) => take(column, first)),
      numbers: mapped(rows.numbers, (column) => unitSums(column, first, rows)),
    },
    { yes: unitMasks(masks.yes, first), known: unitMasks(masks.known, first) },
  );
}
