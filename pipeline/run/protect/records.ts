import { NAMES, NUMBERS, type NumberName, nameKey, type PublishedTable } from './published-table.ts';

/** A place in a bundle that tells a number which the table of figures withholds or does not have. */
export interface Leak {
  readonly file: string;
  readonly what: string;
}

/** Figures as some file tells them. */
export interface FigureRecords {
  readonly file: string;
  readonly count: number;
  /** The figure's name: indicator, measure, year and codes, as `nameKey` joins them. */
  readonly key: (at: number) => string;
  readonly number: (name: NumberName, at: number) => number | null;
}

/** A file may have rounded what it tells. */
const isSame = (told: number, base: number): boolean =>
  Math.abs(told - base) <= 1e-9 * Math.max(1, Math.abs(told), Math.abs(base));

/** `DEL01 count 2013 1081`: a figure's name without its totals. */
export const nameOfKey = (key: string): string =>
  key
    .split('\u0001')
    .filter((part) => part !== 'Total' && part !== '')
    .join(' ');

/** Numbers of a file that `figures.csv` does not tell of the same figure. */
export function leaksOfRecords(table: PublishedTable, { file, count, key, number }: FigureRecords): Leak[] {
  const leaks: Leak[] = [];
  for (let at = 0; at < count; at += 1) {
    const own = key(at);
    const row = table.keys[at] === own ? at : table.at.get(own);
    for (let column = 0; column < NUMBERS.length; column += 1) {
      const name = NUMBERS[column] as NumberName;
      const told = number(name, at);
      if (told === null) continue;
      const base = row === undefined ? null : (table.numbers[row]?.[column] ?? null);
      if (base === null) leaks.push({ file, what: `${nameOfKey(own)}: ${name} = ${told}` });
      else if (!isSame(told, base)) leaks.push({ file, what: `${nameOfKey(own)}: ${name} = ${told}, not ${base}` });
    }
  }
  return leaks;
}

type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

export const numberIn = (value: unknown): number | null => {
  const written = text(value).trim();
  return written !== '' && Number.isFinite(Number(written)) ? Number(written) : null;
};

/** `standard_error` → `standardError`. */
const camel = (name: string): string => name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

const cellOf = (row: Row, name: string): unknown => row[name] ?? row[camel(name)];

/** Rows of any table or JSON: figures by their name, and whatever says that it is withheld and holds a number. */
export function leaksOfRows(table: PublishedTable, file: string, rows: readonly Row[]): Leak[] {
  const figures = rows.filter((row) => text(row.indicator) !== '' && text(row.measure) !== '' && 'status' in row);
  const named = leaksOfRecords(table, {
    file,
    count: figures.length,
    key: (at) => nameKey(NAMES.map((name) => text(cellOf(figures[at] as Row, name)))),
    number: (name, at) => numberIn(cellOf(figures[at] as Row, name)),
  });
  const others = rows.filter((row) => row.status === 'suppressed' && !figures.includes(row));
  return [
    ...named,
    ...others.flatMap((row) =>
      NUMBERS.flatMap((name) => {
        const told = numberIn(cellOf(row, name));
        return told === null ? [] : [{ file, what: `a withheld row: ${name} = ${told}` }];
      }),
    ),
  ];
}
