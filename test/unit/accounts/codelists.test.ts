import { describe, expect, it } from 'vitest';
import { CODE_LISTS, readCodeList } from '../../../pipeline/contract/codelists.ts';

const municipalities = readCodeList('municipality');
const at = (day: string) =>
  municipalities.filter(
    ({ valid_from = '', valid_to = '' }) => valid_from <= day && (valid_to === '' || valid_to >= day),
  );
const countBy = (rows: readonly Readonly<Record<string, string>>[], column: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column] as string] = (counts[row[column] as string] ?? 0) + 1;
  return counts;
};

it.each(CODE_LISTS)('%s has rows of equal width and no row twice', (name) => {
  const rows = readCodeList(name);
  expect(rows.length).toBeGreaterThan(1);
  const widths = new Set(rows.map((row) => Object.keys(row).length));
  expect(widths.size).toBe(1);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
});

describe('municipalities', () => {
  it('are 98 and Christiansø, in five regions and six growth forums in 2013', () => {
    expect(countBy(at('2013-12-31'), 'region_code')).toEqual({
      '1081': 11,
      '1082': 19,
      '1083': 22,
      '1084': 29,
      '1085': 17,
      '': 1,
    });
    expect(countBy(at('2013-12-31'), 'growth_forum')).toEqual({
      nordjylland: 11,
      midtjylland: 19,
      syddanmark: 22,
      hovedstaden: 28,
      bornholm: 1,
      sjaelland: 17,
      '': 1,
    });
  });

  it('lie in four regions from 2027, 46 of them in Østdanmark', () => {
    expect(countBy(at('2027-01-01'), 'region_code')).toEqual({ '1081': 11, '1082': 19, '1083': 22, '1091': 46, '': 1 });
    expect(countBy(at('2026-12-31'), 'region_code')).toEqual(countBy(at('2013-12-31'), 'region_code'));
  });

  it('have one row a day, and regions that are valid then', () => {
    const regions = readCodeList('region');
    for (const day of ['2007-01-01', '2013-12-31', '2026-12-31', '2027-01-01']) {
      expect(new Set(at(day).map(({ municipality_code }) => municipality_code)).size).toBe(99);
      const valid = regions.filter(
        ({ valid_from = '', valid_to = '' }) => valid_from <= day && (valid_to === '' || valid_to >= day),
      );
      const codes = new Set(['', ...valid.map(({ region_code }) => region_code as string)]);
      expect(at(day).filter(({ region_code = '' }) => !codes.has(region_code))).toEqual([]);
    }
  });

  it('count 25 outlying ones', () => {
    expect(countBy(at('2013-12-31'), 'is_peripheral')).toEqual({ true: 25, false: 74 });
  });
});

describe('the tile grid', () => {
  const tiles = at('2013-12-31')
    .filter(({ municipality_code }) => municipality_code !== '0411')
    .map((row) => ({
      name: row.name as string,
      code: Number(row.municipality_code),
      column: Number(row.tile_column),
      row: Number(row.tile_row),
    }));
  const tile = (name: string) => tiles.find((one) => one.name === name) as (typeof tiles)[number];
  const columnsOf = (from: number, to: number) =>
    tiles.filter(({ code }) => code >= from && code <= to).map(({ column }) => column);

  it('gives 98 municipalities a place of their own, the same in every validity', () => {
    expect(tiles).toHaveLength(98);
    expect(new Set(tiles.map(({ column, row }) => `${column},${row}`)).size).toBe(98);
    const places = new Map<string, string>();
    for (const { name = '', tile_column, tile_row } of municipalities) {
      expect(places.get(name) ?? `${tile_column},${tile_row}`).toBe(`${tile_column},${tile_row}`);
      places.set(name, `${tile_column},${tile_row}`);
    }
  });

  it('has Jutland left, Funen in the middle, Zealand right and Bornholm far right', () => {
    const [jutland, funen, bornholm] = [columnsOf(500, 899), columnsOf(410, 499), tile('Bornholm').column];
    const zealand = tiles.filter(({ code }) => code < 400).map(({ column }) => column);
    expect(Math.max(...zealand)).toBeLessThan(bornholm);
    expect(Math.max(...funen)).toBeLessThan(Math.min(...zealand));
    const funenRows = new Set(tiles.filter(({ code }) => code >= 410 && code < 500).map(({ row }) => row));
    const beside = tiles.filter(({ code, row }) => code >= 500 && funenRows.has(row)).map(({ column }) => column);
    expect(Math.max(...beside)).toBeLessThan(Math.min(...funen));
    expect(Math.max(...jutland)).toBeLessThan(Math.min(...zealand));
  });

  it.each([
    ['Skagerrak coast', 'Hjørring', 'Frederikshavn'],
    ['Limfjord', 'Aalborg', 'Rebild'],
    ['Thy and Mors', 'Thisted', 'Morsø'],
    ['west coast', 'Lemvig', 'Ringkøbing-Skjern'],
    ['east Jutland', 'Aarhus', 'Skanderborg'],
    ['triangle', 'Vejle', 'Kolding'],
    ['border', 'Aabenraa', 'Sønderborg'],
    ['Funen', 'Odense', 'Nyborg'],
    ['south Zealand', 'Næstved', 'Faxe'],
    ['the islands', 'Lolland', 'Guldborgsund'],
    ['capital', 'København', 'Frederiksberg'],
    ['Amager', 'Tårnby', 'Dragør'],
    ['north Zealand', 'Hillerød', 'Gribskov'],
  ])('keeps neighbours together: %s', (_where, left, right) => {
    expect(Math.abs(tile(left).column - tile(right).column)).toBeLessThanOrEqual(1);
    expect(Math.abs(tile(left).row - tile(right).row)).toBeLessThanOrEqual(1);
  });
});

describe('industries', () => {
  it('have 21 sections from A to U whose divisions do not overlap', () => {
    const sections = readCodeList('industry_section');
    expect(sections.map(({ section }) => section).join('')).toBe('ABCDEFGHIJKLMNOPQRSTU');
    const divisions = sections.flatMap(({ first_division, last_division }) =>
      Array.from(
        { length: Number(last_division) - Number(first_division) + 1 },
        (_, index) => Number(first_division) + index,
      ),
    );
    expect(new Set(divisions).size).toBe(divisions.length);
    expect(divisions).toEqual([...divisions].sort((a, b) => a - b));
  });
});

describe('countries', () => {
  it('are those that the runtime knows too, with names in two languages', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const countries = readCodeList('country');
    expect(countries.length).toBe(250);
    expect(countries.filter(({ country_code = '' }) => names.of(country_code) === undefined)).toEqual([]);
    expect(countries.filter(({ name_da, name_en }) => !name_da || !name_en)).toEqual([]);
  });

  it('have aliases that point to a country', () => {
    const codes = new Set(readCodeList('country').map(({ country_code }) => country_code));
    expect(readCodeList('country_alias').filter(({ country_code }) => !codes.has(country_code))).toEqual([]);
    const municipalityCodes = new Set(municipalities.map(({ municipality_code }) => municipality_code));
    expect(
      readCodeList('municipality_alias').filter(({ municipality_code }) => !municipalityCodes.has(municipality_code)),
    ).toEqual([]);
  });
});

it('has size bands that cover every number of employees once', () => {
  const bands = readCodeList('size_band').filter(({ minimum_employees }) => minimum_employees !== '');
  const holding = (employees: number) =>
    bands.filter(
      (band) =>
        employees >= Number(band.minimum_employees) &&
        (band.maximum_employees === '' || employees <= Number(band.maximum_employees)),
    );
  for (const employees of [0, 1, 9, 10, 49, 50, 249, 250, 100_000]) expect(holding(employees)).toHaveLength(1);
});
