import type { ColumnForms } from './column-forms.ts';
import { type Dialect, Tokenizer } from './tokenize.ts';

/** Another way to read one line that does not have the usual number of cells. */
export interface MendedRow {
  readonly cells: string[];
  readonly how: 'other_delimiter' | 'quotes' | 'delimiter_missing' | 'words' | 'spare_cell';
  readonly delimiter: string;
  /** The cell that the mending is about, where it is one. */
  readonly column?: number;
}

const OTHER_DELIMITERS = [',', ';', '\t', '|', ' '];
const LONGEST_LINE = 20_000;
const MOST_QUOTES = 80;
const MOST_CELLS = 500;

/** A cell that could begin at some place of a line: what it holds, where it ends, how many quotes it takes as text. */
interface Reading {
  readonly cell: string;
  readonly end: number;
  readonly cost: number;
}

/** All ways to read the cell that begins at `start`: as it stands up to the next delimiter, or between quotes. */
function readingsAt(line: string, start: number, { delimiter, quote }: Dialect): Reading[] {
  const next = line.indexOf(delimiter, start);
  const end = next === -1 ? line.length : next;
  if (line.charAt(start) !== quote) return [{ cell: line.slice(start, end), end, cost: 0 }];
  const readings: Reading[] = [{ cell: line.slice(start, end), end, cost: 1 }];
  for (let at = line.indexOf(quote, start + 1); at !== -1; at = line.indexOf(quote, at + 1)) {
    const after = at + quote.length;
    if (after !== line.length && !line.startsWith(delimiter, after)) continue;
    const content = line.slice(start + 1, at);
    const strays = content.replaceAll(quote + quote, '').split(quote).length - 1;
    readings.push({ cell: content.replaceAll(quote + quote, quote), end: after, cost: strays });
  }
  return readings;
}

/** The cheapest way to cut a line into exactly `width` cells, where single quotes may be text. Undefined where there is none. */
function cutWithQuotes(line: string, dialect: Dialect, width: number): string[] | undefined {
  if (width > MOST_CELLS || line.length > LONGEST_LINE || line.split(dialect.quote).length > MOST_QUOTES)
    return undefined;
  const best = new Map<string, { readonly cost: number; readonly cells: readonly string[] } | undefined>();
  const cut = (start: number, left: number): { cost: number; cells: readonly string[] } | undefined => {
    const key = `${start} ${left}`;
    if (best.has(key)) return best.get(key);
    let cheapest: { cost: number; cells: readonly string[] } | undefined;
    for (const { cell, end, cost } of readingsAt(line, start, dialect)) {
      if ((end === line.length) !== (left === 1)) continue;
      const rest = left === 1 ? { cost: 0, cells: [] } : cut(end + dialect.delimiter.length, left - 1);
      if (rest !== undefined && (cheapest === undefined || cost + rest.cost < cheapest.cost))
        cheapest = { cost: cost + rest.cost, cells: [cell, ...rest.cells] };
    }
    best.set(key, cheapest);
    return cheapest;
  };
  const found = cut(0, width);
  return found === undefined ? undefined : [...found.cells];
}

/**
 * A line with one delimiter put in between text and the quote that touches it. Taken where that gives `width` cells without
 * any fault, in one way only.
 */
export function cutWithMissingDelimiter(line: string, dialect: Dialect, width: number): MendedRow | undefined {
  const { delimiter, quote } = dialect;
  const quotes = quote === '' ? 0 : line.split(quote).length - 1;
  if (delimiter === '' || quotes < 2 || quotes > MOST_QUOTES || line.length > LONGEST_LINE) return undefined;
  const found: string[][] = [];
  for (let at = line.indexOf(quote, 1); at !== -1; at = line.indexOf(quote, at + 1)) {
    const before = line.charAt(at - 1);
    if (before === quote || before === '\\' || delimiter.includes(before)) continue;
    const record = new Tokenizer(line.slice(0, at) + delimiter + line.slice(at), dialect).next();
    if (record?.cells.length === width && record.faults.length === 0) found.push(record.cells);
  }
  const [only] = found;
  return only === undefined || found.length > 1 ? undefined : { cells: only, how: 'delimiter_missing', delimiter };
}

/** The cells of a line under a delimiter, where they are `width`; words that blanks cut apart are joined for that. */
function cutInto(line: string, dialect: Dialect, width: number, forms: () => ColumnForms): string[] | undefined {
  const cells = new Tokenizer(line, dialect).next()?.cells;
  if (cells === undefined || cells.length === width) return cells;
  return dialect.delimiter === ' ' && cells.length > width ? forms().joined(line, cells) : undefined;
}

/** The only other delimiter that cuts a line into `width` cells. */
function cutWithOtherDelimiter(
  line: string,
  dialect: Dialect,
  width: number,
  forms: () => ColumnForms,
): MendedRow | undefined {
  const readings = OTHER_DELIMITERS.filter((other) => other !== dialect.delimiter && line.includes(other)).flatMap(
    (delimiter) => {
      const cells = cutInto(line, { ...dialect, delimiter }, width, forms);
      return cells === undefined ? [] : [{ cells, how: 'other_delimiter' as const, delimiter }];
    },
  );
  return readings.length === 1 ? readings[0] : undefined;
}

/**
 * Looks for a reading of a line that gives `width` cells: where its quotes do not add up, with as few of them as possible
 * taken as text; where blanks cut the words of one cell apart, with those joined; where an empty cell shifts the others,
 * without it; where its own delimiter hardly cuts it (`cells`), with another on this line only. Undefined where there is
 * none.
 */
export function mendRow(
  line: string,
  dialect: Dialect,
  width: number,
  {
    cells,
    hasQuoteFault,
    forms,
  }: { readonly cells: number; readonly hasQuoteFault: boolean; readonly forms: () => ColumnForms },
): MendedRow | undefined {
  if (width < 2) return undefined;
  const { delimiter, quote } = dialect;
  if (hasQuoteFault && delimiter !== '' && line.includes(quote)) {
    const completed = cutWithMissingDelimiter(line, dialect, width);
    if (completed !== undefined) return completed;
    const cut = cutWithQuotes(line, dialect, width);
    if (cut !== undefined) return { cells: cut, how: 'quotes', delimiter };
  }
  if (delimiter === ' ' && cells > width) {
    const joined = cutInto(line, dialect, width, forms);
    if (joined !== undefined) return { cells: joined, how: 'words', delimiter };
  }
  if (cells === width + 1 && !hasQuoteFault) {
    const record = new Tokenizer(line, dialect).next();
    const mended = record === undefined ? undefined : forms().withoutSpare(record.cells);
    if (mended !== undefined) return { ...mended, how: 'spare_cell', delimiter };
  }
  return cells <= Math.max(1, width / 2) ? cutWithOtherDelimiter(line, dialect, width, forms) : undefined;
}
