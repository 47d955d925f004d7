import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { parseStudy } from '../../../pipeline/contract/study.ts';
import { runEffect } from '../../../pipeline/run/effect/index.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';

/**
 * Members 10000001 to 10000032 enter in 2010; the others 20000001 to 20000032 are their likes. Company k has 10 + k full-time
 * equivalents, turnover of 1,000 and value added of 500 thousand kroner for each, and assets of 100. From 2011 members have 1.2
 * times the people and 1.32 times the money. The others k = 1, 5, 9, 13, 17 are gone in 2013.
 */
const WORLD = [
  'CREATE SCHEMA accounts',
  `CREATE TABLE firm AS
    SELECT k, is_member, (CASE WHEN is_member THEN 10000000 ELSE 20000000 END + k)::VARCHAR AS company_id, 10.0 + k AS size
    FROM range(1, 33) AS f (k), (VALUES (true), (false)) AS g (is_member)`,
  `CREATE TABLE accounts.firm_year AS
    SELECT company_id, year::INTEGER AS year, CASE WHEN is_after THEN 1.2 ELSE 1 END * size AS fte, size::INTEGER AS employees,
      money * 1000 * size AS turnover_dkk_thousand, money * 500 * size AS value_added_dkk_thousand,
      money * 1000 * size * (CASE WHEN k % 2 = 1 THEN CASE WHEN is_after THEN 0.15 ELSE 0.1 END WHEN is_after AND k % 4 = 0 THEN 0.05 ELSE 0 END) AS export_dkk_thousand,
      100 * size AS tangible_assets_dkk_thousand, 0.0 AS rd_expenditure_dkk_thousand, 30.0 AS higher_education_share_pct,
      'C' AS industry, '1081' AS region, '60' AS legal_form, false AS other_schemes, DATE '1990-01-01' AS start_date,
      NULL::VARCHAR AS group_id
    FROM (
      SELECT *, is_member AND year >= 2011 AS is_after, CASE WHEN is_member AND year >= 2011 THEN 1.32 ELSE 1 END AS money
      FROM firm, range(2007, 2014) AS r (year)
      WHERE is_member OR year < 2013 OR k % 4 <> 1 OR k > 17
    )`,
  `CREATE TABLE accounts.membership AS
    SELECT 2010 AS reference_year, 'K0' || k % 4 AS cluster_id, company_id, true AS is_dedicated, DATE '2010-03-01' AS joined_date,
      NULL::VARCHAR AS stands_for
    FROM firm WHERE is_member
    UNION ALL SELECT 2009, 'K00', '39999999', true, NULL, NULL`,
  `CREATE TABLE accounts.innovation AS
    SELECT company_id, period_from, period_from + 2 AS period_to,
      period_from = 2010 AND CASE WHEN is_member THEN k % 2 = 0 ELSE k % 8 = 0 END AS product_innovative,
      false AS process_innovative, 1.0 AS weight
    FROM firm, (VALUES (2007), (2010)) AS p (period_from)`,
  'CREATE TABLE accounts.project_participant (reference_year INTEGER, project_id VARCHAR, company_id VARCHAR, from_date DATE)',
  'CREATE TABLE accounts.project_cluster (reference_year INTEGER, project_id VARCHAR, cluster_id VARCHAR)',
  'CREATE TABLE accounts.price_index (year INTEGER, section VARCHAR, "index" DOUBLE)',
];

const catalogue = loadCatalogue();
const ofStudy = catalogue.filter(({ estimator }) => estimator === 'effect');

interface Expected {
  readonly measure: string;
  readonly year: string;
  readonly cell: string;
  readonly value: string;
}

const read = (id: string): readonly Expected[] =>
  Papa.parse<Expected>(readFileSync(join(import.meta.dirname, id, 'expected.csv'), 'utf8'), {
    header: true,
    comments: '#',
    skipEmptyLines: true,
  }).data;

const cellOf = (figure: Figure): string =>
  DIMENSIONS.filter((name) => figure[name] !== TOTAL)
    .map((name) => `${name}=${figure[name]}`)
    .join(' ');

it('every indicator of the catalogue has a scenario, and every scenario an indicator', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'world')
    .map(({ name }) => name);
  expect(folders.sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

describe('every indicator of the effect study in a register worked by hand', () => {
  let store: Store;
  let figures: ReadonlyMap<string, Figure>;
  beforeAll(async () => {
    store = await openStore(':memory:', { threads: 1 });
    for (const sql of WORLD) await store.run(sql);
    const settings = parseStudy('covariates: [log_fte]\nhorizons: [1, 2, 3]\nleads: 2\n', 'study.yaml');
    const result = await runEffect(store, parseParameters('', 'accounts.yaml'), { referenceYear: 2013, settings });
    figures = new Map(
      result.figures.map((figure) => [
        `${figure.indicator} ${figure.measure} ${figure.referenceYear} ${cellOf(figure)}`,
        figure as Figure,
      ]),
    );
  }, 120_000);
  afterAll(() => store.close());

  it.each(ofStudy.map(({ id }) => id))('%s', (id) => {
    for (const { measure, year, cell, value } of read(id)) {
      const key = `${id} ${measure} ${year} ${cell}`;
      const figure = figures.get(key);
      expect(figure, key).toBeDefined();
      expect(Math.abs((figure?.value as number) - Number(value)), key).toBeLessThan(
        1e-9 * (1 + Math.abs(Number(value))),
      );
    }
  });
});
