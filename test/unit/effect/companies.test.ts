import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachChunk, type TextColumn } from '../../../pipeline/run/effect/columns.ts';
import { inOrder, makeRoom } from '../../../pipeline/run/effect/growing-columns.ts';
import { readPanel } from '../../../pipeline/run/effect/panel.ts';
import { textNumbers } from '../../../pipeline/run/effect/text-numbers.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:', { threads: 2 });
  await store.run('CREATE SCHEMA accounts');
});
afterAll(() => store.close());

/** Numbers the texts of a query, and gives what it would be in plain JavaScript too. */
async function numbered(sql: string) {
  const texts = textNumbers();
  const seen: string[] = [];
  const given: number[] = [];
  const numbers = new Int32Array(2048);
  await eachChunk(store, sql, (_, rows, [column]) => {
    texts.add(column as TextColumn, rows, numbers);
    for (let row = 0; row < rows; row++) seen.push((column as TextColumn).textAt(row));
    given.push(...numbers.subarray(0, rows));
  });
  return { texts, seen, given };
}

it.each([
  ['short texts', `SELECT ((i * 7919) % 5003)::VARCHAR AS id FROM range(20000) AS t(i)`],
  [
    'texts of all lengths',
    `SELECT repeat('æ', (i % 9)::INTEGER) || ((i * 31) % 997)::VARCHAR AS id FROM range(9000) AS t(i)`,
  ],
])('numbers %s as they come, and sorts them as texts', async (_, sql) => {
  const { texts, seen, given } = await numbered(sql);
  const distinct = [...new Set(seen)];
  expect(texts.count()).toBe(distinct.length);
  expect(given).toEqual(seen.map((text) => distinct.indexOf(text)));
  const ascending = distinct.slice().sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const sorted = texts.sorted();
  expect(ascending.map((__, place) => sorted.textAt(place))).toEqual(ascending);
  const found = new Int32Array(2048);
  const places: number[] = [];
  await eachChunk(store, sql, (__, rows, [column]) => {
    sorted.find(column as TextColumn, rows, found);
    places.push(...found.subarray(0, rows));
  });
  expect(places).toEqual(seen.map((text) => ascending.indexOf(text)));
});

it('grows columns without losing what they hold, and puts their companies in order', () => {
  const column = { values: new Float64Array(2), steps: 2 };
  for (let company = 0; company < 5; company++) {
    makeRoom(column, company + 1);
    column.values[2 * company + 1] = company + 1;
  }
  const { columns, spare } = inOrder([column], Int32Array.of(3, 0, 4, 1, 2), new Float64Array(10));
  expect([...(columns[0] as Float64Array)]).toEqual([0, 2, 0, 4, 0, 5, 0, 1, 0, 3]);
  expect(spare).toBe(column.values);
});

const FIRM_YEAR = `CREATE OR REPLACE TABLE accounts.firm_year AS
  SELECT company_id, year::INTEGER AS year, fte::DOUBLE AS fte, NULL::INTEGER AS employees, 1::DOUBLE AS value_added_dkk_thousand,
    NULL::DOUBLE AS turnover_dkk_thousand, NULL::DOUBLE AS export_dkk_thousand, NULL::DOUBLE AS tangible_assets_dkk_thousand,
    NULL::DOUBLE AS rd_expenditure_dkk_thousand, NULL::DOUBLE AS higher_education_share_pct, industry, 'DK01' AS region,
    NULL::VARCHAR AS legal_form, NULL::BOOLEAN AS other_schemes, start_date::DATE AS start_date, group_id
  FROM (VALUES
    ('30', 2012, 3, 'C', '2001-05-01', 'G1'), ('10', 2010, 1, 'A', NULL, NULL), ('30', 2010, 2, NULL, '1999-01-01', 'G0'),
    ('a company with a long number', 2010, 5, 'C', NULL, 'G1'), ('20', 2012, 4, 'A', '2010-01-01', '10'),
    ('40', 2012, 6, 'C', NULL, NULL)) AS t(company_id, year, fte, industry, start_date, group_id)`;

it.each(['', ' ORDER BY year DESC, company_id DESC'])('reads a register in any order%s', async (order) => {
  await store.run(FIRM_YEAR + order);
  const panel = await readPanel(store);
  const ids = ['10', '20', '30', '40', 'a company with a long number'];
  expect(Array.from({ length: panel.firms }, (_, firm) => panel.idOf(firm))).toEqual(ids);
  const firms = new Int32Array(7);
  await eachChunk(
    store,
    `SELECT id FROM (VALUES ('40'), ('41'), ('a company with a long number'), ('another company that is not there'), ('10'), (''),
       ('20')) AS t(id)`,
    (_, rows, [id]) => panel.findFirms(id as TextColumn, rows, firms),
  );
  expect([...firms]).toEqual([3, -1, 4, -1, 0, -1, 1]);
  expect(panel.years).toEqual([2010, 2012]);
  expect([...panel.isPresent]).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 0]);
  expect([...panel.numbers.fte]).toEqual([1, NaN, NaN, 4, 2, 3, NaN, 6, 5, NaN]);
  expect(panel.numbers.employees.every(Number.isNaN)).toBe(true);
  expect(panel.industry.levels).toEqual(['A', 'C', 'unknown']);
  expect([...panel.industry.codes]).toEqual([0, -1, -1, 0, 2, 1, -1, 1, 1, -1]);
  expect([...panel.region.codes]).toEqual([0, -1, -1, 0, 0, 0, -1, 0, 0, -1]);
  expect([...panel.startYear]).toEqual([NaN, 2010, 1999, NaN, NaN]);
  // 20 gives the number of 10, which has no group; 30 is of G1 by its latest year.
  expect([...panel.group]).toEqual([0, 0, 2, 3, 2]);
});
