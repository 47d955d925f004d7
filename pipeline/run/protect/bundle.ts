import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import Papa from 'papaparse';
import { environmentError } from '../../contract/errors.ts';
import { DIMENSIONS } from '../../contract/figure.ts';
import type { PublishedRow } from '../../protect/attack/figures.ts';

/** A place in a bundle where a withheld figure still has a number. */
export interface Leak {
  readonly file: string;
  readonly what: string;
}

const NUMBERS = [
  'value',
  'lower',
  'upper',
  'n',
  'numerator',
  'denominator',
  'standard_error',
  'standardError',
] as const;

type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const isNumber = (value: unknown): boolean => {
  const written = text(value).trim();
  return written !== '' && Number.isFinite(Number(written));
};

const nameOf = (row: Row): string =>
  [row.indicator, row.measure, row.reference_year ?? row.referenceYear, ...DIMENSIONS.map((name) => row[name])]
    .map(text)
    .filter((part) => part !== '' && part !== 'Total')
    .join(' ');

/** Rows of any table that say `suppressed` and still hold a number. */
function leaksOfRows(file: string, rows: readonly Row[]): Leak[] {
  return rows.flatMap((row) =>
    row.status === 'suppressed'
      ? NUMBERS.filter((name) => isNumber(row[name])).map((name) => ({
          file,
          what: `${nameOf(row)}: ${name} = ${text(row[name])}`,
        }))
      : [],
  );
}

/** Every object within a JSON value. */
function* objectsIn(value: unknown): Generator<Row> {
  if (Array.isArray(value)) for (const one of value) yield* objectsIn(one);
  else if (typeof value === 'object' && value !== null) {
    yield value as Row;
    for (const one of Object.values(value)) yield* objectsIn(one);
  }
}

function jsonIn(source: string): unknown[] {
  try {
    return [JSON.parse(source) as unknown];
  } catch {
    return [];
  }
}

const unescapeAttribute = (source: string): string =>
  source
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** JSON of a page: what stands in script elements that are data, and in attributes. */
function jsonOfHtml(html: string): unknown[] {
  const scripts = [...html.matchAll(/<script[^>]*type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
  const attributes = [...html.matchAll(/\sdata-[\w-]+="(\{[^"]*\}|\[[^"]*\])"/g)];
  return [
    ...scripts.map((match) => match[1] ?? ''),
    ...attributes.map((match) => unescapeAttribute(match[1] ?? '')),
  ].flatMap(jsonIn);
}

const csvRows = (source: string): Row[] =>
  Papa.parse<Row>(source.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data;

async function workbookRows(bytes: Uint8Array): Promise<Row[]> {
  const { read, utils } = await import('@e965/xlsx');
  const book = read(bytes, { dense: true });
  return Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_json<Row>(sheet));
}

async function leaksOf(path: string, file: string): Promise<Leak[]> {
  if (file.endsWith('.csv')) return leaksOfRows(file, csvRows(await readFile(path, 'utf8')));
  if (file.endsWith('.json'))
    return leaksOfRows(
      file,
      jsonIn(await readFile(path, 'utf8')).flatMap((one) => [...objectsIn(one)]),
    );
  if (file.endsWith('.html'))
    return leaksOfRows(
      file,
      jsonOfHtml(await readFile(path, 'utf8')).flatMap((one) => [...objectsIn(one)]),
    );
  if (file.endsWith('.xlsx')) return leaksOfRows(file, await workbookRows(await readFile(path)));
  if (file.endsWith('.arrow')) return leaksOfRows(file, tableFromIPC(await readFile(path)).toArray() as Row[]);
  return [];
}

const numberOrNull = (value: unknown): number | null => (isNumber(value) ? Number(text(value)) : null);

/** The figures of a bundle, from its `figures.csv`. */
export async function readPublishedRows(bundle: string): Promise<PublishedRow[]> {
  const path = join(bundle, 'figures.csv');
  const source = await readFile(path, 'utf8').catch(() => {
    throw environmentError(
      'BUNDLE',
      'This folder holds no figures.csv.',
      'Name the folder of a bundle, e.g. out/bundle.',
      path,
    );
  });
  return csvRows(source).map((row) => {
    const dimensions = Object.fromEntries(DIMENSIONS.map((name) => [name, text(row[name])]));
    return {
      ...(dimensions as Record<(typeof DIMENSIONS)[number], string>),
      indicator: text(row.indicator),
      measure: text(row.measure),
      referenceYear: Number(row.reference_year),
      unit: text(row.unit),
      disclosureClass: text(row.disclosure_class),
      status: text(row.status),
      value: numberOrNull(row.value),
      n: numberOrNull(row.n),
      numerator: numberOrNull(row.numerator),
      denominator: numberOrNull(row.denominator),
    };
  });
}

/** Withheld figures that still have a number in some files of a bundle. */
export async function leaksOfFiles(bundle: string, files: readonly string[]): Promise<Leak[]> {
  const leaks: Leak[] = [];
  for (const file of files) leaks.push(...(await leaksOf(join(bundle, file), file)));
  return leaks;
}

/** Withheld figures that still have a number somewhere in the files of a bundle. */
export const leaksOfBundle = async (bundle: string): Promise<Leak[]> =>
  leaksOfFiles(bundle, (await readdir(bundle, { recursive: true })).sort());
