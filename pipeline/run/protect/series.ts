import { loadCatalogue } from '../../accounts/catalogue/index.ts';
import { type CodeListName, readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { PublishedRow } from '../../protect/attack/figures.ts';
import { plain, tableOf } from './chart-parts.ts';
import type { PublishedTable } from './published-table.ts';

/** A dimension of a figure, or its year. */
type Axis = Dimension | 'year';

type Names = ReadonlyMap<string, readonly (readonly [axis: Axis, code: string])[]>;

const LISTS: readonly (readonly [list: CodeListName, axis: Dimension, code: string])[] = [
  ['region', 'region', 'region_code'],
  ['growth_forum', 'growth_forum', 'code'],
  ['municipality', 'municipality', 'municipality_code'],
  ['industry_section', 'industry', 'section'],
  ['size_band', 'size_band', 'size_band'],
  ['country', 'item', 'country_code'],
];

/** A name however it is typeset. */
const written = (name: string): string => name.toLowerCase().replaceAll('–', '-');

const NAME_COLUMNS = ['name', 'name_da', 'name_en', 'short_da', 'short_en'];

/** What each name in a table may stand for: places, industries, sizes, items of indicators, clusters by their pages. */
export function namesOfCodes(clusters: ReadonlyMap<string, string>): Names {
  const names = new Map<string, (readonly [Axis, string])[]>();
  const add = (name: string | undefined, axis: Axis, code: string): void => {
    if (name === undefined || name === '') return;
    const key = written(name);
    const known = names.get(key) ?? [];
    if (!known.some(([otherAxis, otherCode]) => otherAxis === axis && otherCode === code)) known.push([axis, code]);
    names.set(key, known);
  };
  for (const [list, axis, column] of LISTS)
    for (const row of readCodeList(list)) for (const name of NAME_COLUMNS) add(row[name], axis, row[column] as string);
  for (const { item } of loadCatalogue())
    for (const [code, { da, en }] of Object.entries(item?.values ?? {})) {
      add(da, 'item', code);
      add(en, 'item', code);
    }
  for (const [name, code] of clusters) add(name, 'cluster', code);
  return names;
}

/** Parts of a figure that a table may show. */
const PARTS = ['value', 'n'] as const;

/** Rows of the table that differ in one axis only. */
export interface SeriesIndex {
  /** Series in which a part of the row with this code is this number: `axis|code|number` → names of series. */
  readonly byNumber: ReadonlyMap<string, readonly string[]>;
  /** Codes at which a series withholds. */
  readonly withheld: ReadonlyMap<string, ReadonlySet<string>>;
}

const codeIn = (row: PublishedRow, axis: Axis): string => (axis === 'year' ? String(row.referenceYear) : row[axis]);

/** Every series of a table by its numbers, and what each withholds. */
export function seriesOf({ rows }: PublishedTable): SeriesIndex {
  const byNumber = new Map<string, string[]>();
  const withheld = new Map<string, Set<string>>();
  const axes = [...DIMENSIONS, 'year'] as const;
  for (const row of rows) {
    if (row.status === 'no_data') continue;
    const head = `${row.indicator} ${row.measure}`;
    for (const axis of axes) {
      const code = codeIn(row, axis);
      if (code === TOTAL) continue;
      let series = axis === 'year' ? `year ${head}` : `${axis} ${row.referenceYear} ${head}`;
      for (const name of DIMENSIONS) if (name !== axis) series += `|${row[name]}`;
      if (row.status === 'suppressed') {
        const codes = withheld.get(series);
        if (codes === undefined) withheld.set(series, new Set([code]));
        else codes.add(code);
        continue;
      }
      for (const part of PARTS) {
        const number = row[part];
        if (number === null) continue;
        const key = `${axis}|${code}|${number}`;
        const name = `${part} of ${series}`;
        const names = byNumber.get(key);
        if (names === undefined) byNumber.set(key, [name]);
        else names.push(name);
      }
    }
  }
  return { byNumber, withheld };
}

/** A column is recognised by so many different numbers, or by two that do not often occur by chance. */
const LEAST_AGREEING = 3;
const SMALL = 10;

const isRecognised = (numbers: ReadonlySet<number>): boolean =>
  numbers.size >= LEAST_AGREEING || [...numbers].filter((number) => number >= SMALL).length >= 2;

/**
 * Numbers in a table of a page that stand in the place of a withheld figure. A column is recognised by its published
 * numbers, whatever it is called: all of them are those of one series of figures, and one more stands where that series
 * withholds. Nothing is said where another series publishes the whole column.
 */
export function leaksOfTable(index: SeriesIndex, names: Names, source: string): string[] {
  const { columns, rows } = tableOf(source);
  if (rows.length < 2) return [];
  const coded = rows.map(({ heading }) => [
    ...(names.get(written(heading)) ?? []),
    ...(/^\d{4}$/.test(heading) ? [['year', heading] as const] : []),
  ]);
  const leaks: string[] = [];
  for (let column = 0; column < Math.max(columns.length, 1); column += 1) {
    const cells = rows.flatMap(({ heading, cells: own }, at) => {
      const number = /<data value="([^"]*)"/.exec(own[column] ?? '')?.[1] ?? bareNumber(own[column] ?? '');
      return number === null || number === undefined
        ? []
        : [{ heading, number: Number(number), codes: coded[at] ?? [] }];
    });
    if (cells.length < 2) continue;
    for (const axis of new Set(cells.flatMap(({ codes }) => codes.map(([name]) => name)))) {
      const here = cells.flatMap(({ heading, number, codes }) => {
        const of = codes.filter(([name]) => name === axis).map(([, code]) => code);
        return of.length === 0 ? [] : [{ heading, number, codes: of }];
      });
      leaks.push(...leaksOfColumn(index, here, axis));
    }
  }
  return [...new Set(leaks)];
}

const bareNumber = (cell: string): string | null => {
  const text = plain(cell);
  return /^\d+$/.test(text) ? text : null;
};

interface ColumnCell {
  readonly heading: string;
  readonly number: number;
  readonly codes: readonly string[];
}

function leaksOfColumn({ byNumber, withheld }: SeriesIndex, cells: readonly ColumnCell[], axis: Axis): string[] {
  const agreeing = new Map<string, ColumnCell[]>();
  for (const cell of cells)
    for (const code of cell.codes)
      for (const name of byNumber.get(`${axis}|${code}|${cell.number}`) ?? []) {
        const known = agreeing.get(name);
        if (known === undefined) agreeing.set(name, [cell]);
        else if (!known.includes(cell)) known.push(cell);
      }
  const found: string[] = [];
  for (const [name, told] of agreeing) {
    if (told.length === cells.length) return [];
    const series = name.slice(name.indexOf(' of ') + 4);
    const hidden = withheld.get(series);
    if (
      hidden === undefined ||
      !isRecognised(new Set(told.map(({ number }) => number).filter((number) => number !== 0)))
    )
      continue;
    const others = cells.filter((cell) => !told.includes(cell));
    if (others.every(({ codes }) => codes.some((code) => hidden.has(code))))
      found.push(...others.map(({ heading, number }) => `${heading} = ${number}, which is withheld in ${series}`));
  }
  return found;
}
