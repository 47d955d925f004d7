import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { dataDictionary, dictionaryMarkdown } from '../../../pipeline/accounts/dictionary/index.ts';
import { lineageOf } from '../../../pipeline/accounts/lineage/index.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { computeAllFigures } from '../../../pipeline/run/figures/index.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';

const world = join(import.meta.dirname, 'world');
const catalogue = loadCatalogue();
const only = (...ids: readonly string[]) => catalogue.filter(({ id }) => ids.includes(id));
const parameters = { sme_limit: 50, confidence_level: 0.95 };
const isTotal = (figure: Figure): boolean => DIMENSIONS.every((name) => figure[name] === TOTAL);

describe('what can go missing', () => {
  let store: Store;
  const total = (figures: readonly Figure[], id: string, measure: string): Figure | undefined =>
    figures.find(
      (figure) =>
        figure.indicator === id && figure.measure === measure && figure.referenceYear === 2013 && isTotal(figure),
    );

  beforeAll(async () => {
    store = await emptyAccounts();
  }, 120_000);
  afterAll(() => store.close());

  it('gives a reason and never a zero where nothing was delivered', async () => {
    await fillAccounts(store, []);
    await store.run('INSERT INTO accounts.reference_year VALUES (2013)');
    const figures = await computeAllFigures(store, catalogue, parameters);
    expect(new Set(figures.map(({ indicator }) => indicator)).size).toBe(catalogue.length);
    expect(figures.filter(({ value }) => value !== null)).toEqual([]);
    expect(figures.filter(({ note }) => !/^INPUT_MISSING:\w+$/.test(note ?? ''))).toEqual([]);
  });

  it('computes with no reference year at all', async () => {
    await fillAccounts(store, []);
    expect(await computeAllFigures(store, catalogue, parameters)).toEqual([]);
  });

  it('counts a single company everywhere it belongs', async () => {
    await fillAccounts(store, []);
    await store.run('INSERT INTO accounts.reference_year VALUES (2013)');
    await store.run(`INSERT INTO accounts.delivery (delivery_id, reference_year, input)
      VALUES (1, 2013, 'clusters'), (2, 2013, 'participants')`);
    await store.run("INSERT INTO accounts.cluster (reference_year, cluster_id, region) VALUES (2013, 'A', '1081')");
    await store.run(`INSERT INTO accounts.company (reference_year, company_id, region, growth_forum, municipality, size_band, industry, employees, group_id, is_foreign, country, is_peripheral)
      VALUES (2013, 'c1', '1084', 'bornholm', '0400', '1-9', 'C', 5, 'c1', false, 'DK', false)`);
    await store.run(`INSERT INTO accounts.membership (reference_year, cluster_id, company_id, is_dedicated, is_carried_forward)
      VALUES (2013, 'A', 'c1', true, false)`);
    await store.run(`INSERT INTO accounts.company_year (reference_year, company_id, is_dedicated, cluster_count)
      VALUES (2013, 'c1', true, 1)`);
    const figures = await computeAllFigures(store, catalogue, parameters);
    const companies = figures.filter(({ indicator, value }) => indicator === 'DEL01' && value === 1);
    expect(companies.every(({ contributors }) => contributors === 1)).toBe(true);
    expect(companies.map((figure) => DIMENSIONS.filter((name) => figure[name] !== TOTAL).join(' '))).toEqual([
      '',
      'cluster',
      'region',
      'growth_forum',
      'municipality',
      'size_band',
      'industry',
      'dedicated',
      'size_band industry',
      'region size_band',
      'region industry',
      'region dedicated',
      'region municipality',
      'cluster region',
      'growth_forum size_band',
      'growth_forum industry',
      'cluster size_band',
    ]);
    expect(total(figures, 'DEL05', 'share_pct')).toBeUndefined();
    expect(total(figures, 'DEL04', 'share_pct')?.value).toBe(100);
    expect(total(figures, 'UDB03', 'count')?.note).toBe('INPUT_MISSING:outcomes');
  });

  it('crosses growth forums that are regions under the region only', async () => {
    await fillAccounts(store, [world]);
    const figures = await computeAllFigures(store, catalogue, parameters);
    const crossed = figures.filter((figure) => figure.growth_forum !== TOTAL && figure.size_band !== TOTAL);
    expect(new Set(crossed.map(({ growth_forum }) => growth_forum)).size).toBeLessThanOrEqual(1);
    expect(crossed.every(({ growth_forum }) => growth_forum === 'bornholm')).toBe(true);
    expect(figures.some(({ growth_forum }) => growth_forum === 'nordjylland')).toBe(true);
  });

  it('says when participants were carried forward', async () => {
    await fillAccounts(store, [world]);
    await store.run(`INSERT INTO accounts.membership (reference_year, cluster_id, company_id, is_dedicated, is_carried_forward)
      VALUES (2013, 'N', 'c1', false, true)`);
    const figures = await computeAllFigures(store, only('DEL01'), parameters);
    const companies = figures.filter((figure) => figure.indicator === 'DEL01' && figure.referenceYear === 2013);
    expect(companies.find(isTotal)).toMatchObject({ value: 9, note: 'CARRIED_FORWARD:1/5' });
    expect(companies.find(({ cluster, region }) => cluster === 'N' && region === TOTAL)).toMatchObject({
      value: 1,
      note: 'CARRIED_FORWARD',
    });
  });

  it('says when participants were imputed, and how uncertain that makes them', async () => {
    await fillAccounts(store, [world]);
    await store.run(`INSERT INTO accounts.membership (reference_year, cluster_id, company_id, is_dedicated, is_carried_forward)
      VALUES (2013, 'N', 'c1', false, true)`);
    await store.run(
      `INSERT INTO accounts.imputation (reference_year, cluster_id, own_error, growth_error) VALUES (2013, 'N', 3, 4)`,
    );
    const figures = await computeAllFigures(store, only('DEL01'), parameters);
    const companies = figures.filter((figure) => figure.indicator === 'DEL01' && figure.referenceYear === 2013);
    expect(companies.find(isTotal)).toMatchObject({ value: 9, note: 'IMPUTED:1/5/5' });
    expect(companies.find(({ cluster, region }) => cluster === 'N' && region === TOTAL)).toMatchObject({
      value: 1,
      note: 'IMPUTED:5',
    });
    await store.run("DELETE FROM accounts.membership WHERE reference_year = 2013 AND cluster_id = 'S1'");
    const fewer = await computeAllFigures(store, only('DEL01'), parameters);
    expect(fewer.find((figure) => figure.referenceYear === 2013 && isTotal(figure))?.note).toBe(
      'IMPUTED:1/5/5;NOT_COVERED:1/5',
    );
  });

  it('compares only with the years right before, not with any earlier one', async () => {
    await fillAccounts(store, [world]);
    await store.run('UPDATE accounts.reference_year SET reference_year = 2009 WHERE reference_year = 2012');
    const figures = await computeAllFigures(store, only('DEL06', 'DEL07'), parameters);
    const of2013 = figures.filter((figure) => figure.referenceYear === 2013);
    expect(of2013.find(({ indicator }) => indicator === 'DEL06')?.note).toBe('NO_EARLIER_YEARS');
    expect(of2013.find(({ indicator }) => indicator === 'DEL07')?.note).toBe('NO_EARLIER_YEARS');
  });

  it('does not depend on the order of the rows', async () => {
    await fillAccounts(store, [world]);
    const before = await computeAllFigures(store, catalogue, parameters);
    const tables = await store.rows<{ name: string }>(
      "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'accounts' ORDER BY table_name",
    );
    for (const { name } of tables)
      await store.run(
        `CREATE OR REPLACE TABLE accounts."${name}" AS SELECT * FROM accounts."${name}" ORDER BY ALL DESC`,
      );
    expect(await computeAllFigures(store, catalogue, parameters)).toEqual(before);
  });

  it('computes an indicator that is added as a file, and lists it everywhere', async () => {
    await fillAccounts(store, [world]);
    const folder = mkdtempSync(join(tmpdir(), 'indicators-'));
    try {
      const source = readFileSync(resourcePath('sql', '4-indicators', 'DEL01.sql'), 'utf8');
      writeFileSync(
        join(folder, 'DEL13.sql'),
        `${source.replace('id: DEL01', 'id: DEL13').replace(/^SELECT/m, 'SELECT * FROM (\nSELECT')}) WHERE region = '1081'\n`,
      );
      const added = loadCatalogue(folder);
      const figures = await computeAllFigures(store, added, parameters);
      expect(figures.find((figure) => figure.referenceYear === 2013 && isTotal(figure))?.value).toBe(3);
      expect(dictionaryMarkdown(dataDictionary(loadContract(), added, 'en'))).toContain(
        '### DEL13 Unique participating companies',
      );
      expect(lineageOf(added, ['DEL13']).nodes.map(({ id }) => id)).toContain('participant');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes the figures of the effect study as they are, and only its own', async () => {
    await fillAccounts(store, [world]);
    const figure = (await computeAllFigures(store, only('DEL01', 'EFF01'), parameters))[0] as Figure;
    const own = { ...figure, indicator: 'EFF01', measure: 'effect_pct', value: 3.6 };
    const figures = await computeAllFigures(store, only('DEL01', 'EFF01'), parameters, [own]);
    expect(figures.filter(({ indicator }) => indicator === 'EFF01')).toEqual([own]);
    await expect(computeAllFigures(store, only('DEL01', 'EFF01'), parameters, [figure])).rejects.toThrow('DEL01');
  });
});
