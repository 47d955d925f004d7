import { type CodeListName, readCodeList } from '../../contract/codelists.ts';
import type { Dimension } from '../../contract/figure.ts';
import type { Catalogue } from '../../contract/indicator.ts';

/** A dimension of a figure, or its year. */
export type Axis = Dimension | 'year';

export type Names = ReadonlyMap<string, readonly (readonly [axis: Axis, code: string])[]>;

const LISTS: readonly (readonly [list: CodeListName, axis: Dimension, code: string])[] = [
  ['region', 'region', 'region_code'],
  ['growth_forum', 'growth_forum', 'code'],
  ['municipality', 'municipality', 'municipality_code'],
  ['industry_section', 'industry', 'section'],
  ['size_band', 'size_band', 'size_band'],
  ['country', 'item', 'country_code'],
];

/** A name however it is typeset. */
export const written = (name: string): string => name.toLowerCase().replaceAll('–', '-');

const NAME_COLUMNS = ['name', 'name_da', 'name_en', 'short_da', 'short_en'];

/** What the items of indicators are called. */
export type ItemNames = readonly Pick<Catalogue[number], 'item'>[];

/** What each name in a table may stand for: places, industries, sizes, items of indicators, clusters by their pages. */
export function namesOfCodes(clusters: ReadonlyMap<string, string>, items: ItemNames): Names {
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
  for (const { item } of items)
    for (const [code, { da, en }] of Object.entries({ ...item?.usual, ...item?.values })) {
      add(da, 'item', code);
      add(en, 'item', code);
    }
  for (const [name, code] of clusters) add(name, 'cluster', code);
  return names;
}
