import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { environmentError } from '../../contract/errors.ts';
import { DIMENSIONS } from '../../contract/figure.ts';
import type { PublishedRow } from '../../protect/attack/figures.ts';

/** The file of a bundle that holds its figures. */
export const TABLE = 'figures.csv';

/** The columns of a figure that hold a number, as they are called in files. */
export const NUMBERS = [
  'value',
  'lower',
  'upper',
  'n',
  'numerator',
  'denominator',
  'standard_error',
  'degrees_of_freedom',
] as const;

export type NumberName = (typeof NUMBERS)[number];

/** Columns that say which figure a row is about. */
export const NAMES = ['indicator', 'measure', 'reference_year', ...DIMENSIONS] as const;

/** The table of figures of a bundle, `figures.csv`: what all other files may tell, and nothing else. */
export interface PublishedTable {
  readonly rows: readonly PublishedRow[];
  /** Every row's numbers in the order of `NUMBERS`. */
  readonly numbers: readonly (readonly (number | null)[])[];
  /** Names of the rows, joined by `nameKey`. */
  readonly keys: readonly string[];
  /** Place of a row by its name. */
  readonly at: ReadonlyMap<string, number>;
}

export const nameKey = (names: readonly string[]): string => names.join('\u0001');

/** Rows of a CSV text. Lines without a quotation mark are only split. */
function csvRows(source: string): string[][] {
  const text = source.replace(/^\uFEFF/, '');
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isSimple = lines.every((line) => !line.includes('"') || (line.split('"').length - 1) % 2 === 0);
  if (!isSimple) return Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return lines.map((line) => (line.includes('"') ? (Papa.parse<string[]>(line).data[0] ?? []) : line.split(',')));
}

const numberFrom = (text: string | undefined): number | null => {
  if (text === undefined || text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
};

/** A name without the apostrophe that keeps spreadsheets from taking it for a formula. */
const unguarded = (name: string): string => (/^'+[=+\-@\t\r＝＋－＠]/.test(name) ? name.slice(1) : name);

/** Reads the text of a `figures.csv`. */
export function publishedTable(source: string): PublishedTable {
  const [header = [], ...lines] = csvRows(source);
  const column = (name: string): number => header.indexOf(name);
  const nameColumns = NAMES.map(column);
  const numberColumns = NUMBERS.map(column);
  const dimensionColumns = DIMENSIONS.map(column);
  const [unit, disclosureClass, status] = [column('unit'), column('disclosure_class'), column('status')];
  const [value, n, numerator, denominator] = (['value', 'n', 'numerator', 'denominator'] as const).map((name) =>
    NUMBERS.indexOf(name),
  ) as [number, number, number, number];
  const keys: string[] = [];
  const at = new Map<string, number>();
  const numbers: (number | null)[][] = [];
  const rows = lines.map((line, row): PublishedRow => {
    const names = nameColumns.map((place) => unguarded(line[place] ?? ''));
    const key = nameKey(names);
    keys.push(key);
    at.set(key, row);
    const found = numberColumns.map((place) => numberFrom(line[place]));
    numbers.push(found);
    const dimensions = {} as Record<(typeof DIMENSIONS)[number], string>;
    for (let place = 0; place < DIMENSIONS.length; place += 1)
      dimensions[DIMENSIONS[place] as (typeof DIMENSIONS)[number]] = unguarded(
        line[dimensionColumns[place] as number] ?? '',
      );
    return {
      ...dimensions,
      indicator: names[0] ?? '',
      measure: names[1] ?? '',
      referenceYear: Number(names[2]),
      unit: line[unit] ?? '',
      disclosureClass: line[disclosureClass] ?? '',
      status: line[status] ?? '',
      value: found[value] ?? null,
      n: found[n] ?? null,
      numerator: found[numerator] ?? null,
      denominator: found[denominator] ?? null,
    };
  });
  return { rows, numbers, keys, at };
}

/** Reads the figures of a bundle, from its `figures.csv`. */
export async function readPublishedTable(bundle: string): Promise<PublishedTable> {
  const path = join(bundle, TABLE);
  const source = await readFile(path, 'utf8').catch(() => {
    throw environmentError(
      'BUNDLE',
      'This folder holds no figures.csv.',
      'Name the folder of a bundle, e.g. out/bundle.',
      path,
    );
  });
  return publishedTable(source);
}
