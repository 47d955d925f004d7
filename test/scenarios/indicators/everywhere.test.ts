import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { computeAllFigures } from '../../../pipeline/run/figures/index.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';

// What must hold of every indicator that is not the effect study's, also of one that is added as a file.

const world = join(import.meta.dirname, 'world');
const catalogue = loadCatalogue().filter(({ estimator }) => estimator !== 'effect');
const parameters = { sme_limit: 50, confidence_level: 0.95 };
const measureOf = (figure: Figure) =>
  catalogue.find(({ id }) => id === figure.indicator)?.measures.find(({ name }) => name === figure.measure);
const isTotal = (figure: Figure): boolean => DIMENSIONS.every((name) => figure[name] === TOTAL);

let store: Store;
beforeAll(async () => {
  store = await emptyAccounts();
}, 120_000);
afterAll(() => store.close());

const ofEach = (figures: readonly Figure[]): Record<string, readonly Figure[]> =>
  Object.fromEntries(catalogue.map(({ id }) => [id, figures.filter(({ indicator }) => indicator === id)]));

/** Leaves one company, which is in clusters A and B, in every table that names companies. */
async function leaveOneCompany(id: string): Promise<void> {
  const columns = await store.rows<{ table_name: string }>(
    `SELECT t.table_name FROM duckdb_tables() AS t
    JOIN duckdb_columns() AS c ON c.table_oid = t.table_oid AND c.database_name = t.database_name
    WHERE t.schema_name = 'accounts' AND c.column_name = 'company_id' ORDER BY t.table_name`,
  );
  for (const { table_name: table } of columns)
    await store.run(`DELETE FROM accounts."${table}" WHERE company_id IS NULL OR company_id <> '${id}'`);
}

describe('where every file was delivered and all are empty', () => {
  let figures: Record<string, readonly Figure[]>;
  beforeAll(async () => {
    await fillAccounts(store, [world]);
    const tables = await store.rows<{ name: string }>(
      "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'accounts' ORDER BY table_name",
    );
    for (const { name } of tables)
      if (!['delivery', 'reference_year', 'setting'].includes(name)) await store.run(`DELETE FROM accounts."${name}"`);
    await store.run('DELETE FROM typed.participations');
    figures = ofEach(await computeAllFigures(store, catalogue, parameters));
  }, 120_000);

  it.each(catalogue.map(({ id }) => id))('%s counts nobody and divides by nobody', (id) => {
    const own = figures[id] ?? [];
    for (const figure of own) {
      const statistic = measureOf(figure)?.statistic;
      const what = `${figure.measure} ${figure.referenceYear}`;
      if (figure.value === null)
        expect(figure.note, what).toMatch(/^(?:ZERO_DENOMINATOR|NO_RESPONDENTS|NO_EARLIER_YEARS|INPUT_MISSING:\w+)$/);
      else expect([statistic === 'count' || statistic === 'sum', figure.value], what).toEqual([true, 0]);
    }
  });
});

describe('where there is one company, in two clusters', () => {
  let figures: Record<string, readonly Figure[]>;
  beforeAll(async () => {
    await fillAccounts(store, [world]);
    await leaveOneCompany('c4');
    figures = ofEach(await computeAllFigures(store, catalogue, parameters));
  }, 120_000);

  it.each(catalogue.map(({ id }) => id))('%s counts it once and lets it be seen that it is one', (id) => {
    for (const figure of figures[id] ?? []) {
      const measure = measureOf(figure);
      const what = `${figure.measure} ${figure.referenceYear} ${DIMENSIONS.map((name) => figure[name]).join(' ')}`;
      // What a cluster reports is set beside what it delivered, cluster by cluster; only there a company counts twice.
      const addsClusters = figure.indicator === 'KVA02' && figure.cluster === TOTAL;
      if (!addsClusters && measure?.unit === 'companies' && figure.value !== null && measure.statistic === 'count')
        expect(figure.value, what).toBeLessThanOrEqual(1);
      if (['S1', 'S3'].includes(figure.disclosureClass) && figure.contributors !== null)
        expect(figure.contributors, what).toBeLessThanOrEqual(1);
      if (figure.unit === 'pct' && measure?.statistic === 'share' && figure.value !== null)
        expect(Number.isFinite(figure.value), what).toBe(true);
    }
  });

  it('is one company in all and one in each of its clusters', () => {
    const of2013 = (figures.DEL01 ?? []).filter(({ referenceYear }) => referenceYear === 2013);
    expect(of2013.find(isTotal)?.value).toBe(1);
    const inClusters = of2013.filter(
      (figure) => figure.value === 1 && DIMENSIONS.every((name) => (figure[name] !== TOTAL) === (name === 'cluster')),
    );
    expect(inClusters.map(({ cluster }) => cluster)).toEqual(['A', 'B']);
    const participations = (figures.DEL02 ?? []).find((figure) => figure.referenceYear === 2013 && isTotal(figure));
    expect(participations?.value).toBe(2);
  });
});

describe('where no number is filled in and no question answered', () => {
  const placeOf = (figure: Figure): string =>
    [figure.measure, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join(' ');
  let figures: Record<string, readonly Figure[]>;
  let full: Record<string, readonly Figure[]>;
  beforeAll(async () => {
    await fillAccounts(store, [world]);
    full = ofEach(await computeAllFigures(store, catalogue, parameters));
    const columns = await store.rows<{ table_name: string; column_name: string }>(
      `SELECT table_name, column_name FROM duckdb_columns()
      WHERE schema_name = 'accounts' AND NOT regexp_matches(column_name, '(_id|_row|year)$')
        AND (regexp_matches(data_type, '^(DECIMAL|INTEGER|BIGINT|DOUBLE)') OR regexp_matches(column_name, '^q[0-9]'))
      ORDER BY ALL`,
    );
    for (const { table_name: table, column_name: column } of columns)
      await store.run(`UPDATE accounts."${table}" SET "${column}" = NULL`);
    figures = ofEach(await computeAllFigures(store, catalogue, parameters));
  }, 120_000);

  it.each(catalogue.map(({ id }) => id))('%s has no data where all it adds up is missing', (id) => {
    const something = new Set((full[id] ?? []).filter(({ value }) => (value ?? 0) !== 0).map(placeOf));
    for (const figure of figures[id] ?? []) {
      // A project is an application to the EU by its budget: without one nothing was applied for.
      const isAmount = ['dkk', 'fte'].includes(figure.unit) && id !== 'INT03';
      const isRate = id.startsWith('SUR') && figure.measure === 'rate_pct';
      if (something.has(placeOf(figure)) && (isAmount || isRate))
        expect([figure.value, figure.note === null], placeOf(figure)).toEqual([null, false]);
    }
  });
});

describe('where a cluster was split at the turn of the year', () => {
  let figures: Record<string, readonly Figure[]>;
  beforeAll(async () => {
    await fillAccounts(store, [world]);
    figures = ofEach(await computeAllFigures(store, catalogue, parameters));
  }, 120_000);

  it.each(catalogue.map(({ id }) => id))('%s is of the old cluster before and of the new ones after', (id) => {
    const clustersOf = (year: number) =>
      new Set((figures[id] ?? []).filter((figure) => figure.referenceYear === year).map(({ cluster }) => cluster));
    const [before, after] = [clustersOf(2012), clustersOf(2013)];
    expect([before.has('S1'), before.has('S2')]).toEqual([false, false]);
    // Retention asks what became of the companies of the year before, so the old cluster has its last word.
    expect(after.has('S')).toBe(id === 'DEL07');
    expect(after.has('S1')).toBe(after.has('A'));
    expect(after.has('S2')).toBe(after.has('A'));
  });
});
