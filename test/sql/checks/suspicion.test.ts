import { expect, it } from 'vitest';
import { buildAccounts, rankSuspicions } from '../../../pipeline/accounts/index.ts';
import { type TestDelivery, typedStore } from '../../support/store.ts';
import { B, tinyDrops, withRows } from '../../support/tiny-drop.ts';

interface Suspicion {
  readonly rank: number;
  readonly reference_year: number;
  readonly path: string;
  readonly source_row: number;
  readonly field: string;
  readonly value: number;
  readonly anticipated: number;
  readonly figure: string;
  readonly figure_value: number;
  readonly figure_if_anticipated: number;
  readonly effect_pct: number;
}

async function suspicions(deliveries: readonly TestDelivery[]): Promise<readonly Suspicion[]> {
  const store = await typedStore(deliveries);
  try {
    await buildAccounts(store, { sme_limit: 50, dedicated_rule: 'status', missing_deliveries: 'as_reported' });
    await rankSuspicions(store);
    return await store.rows<Suspicion>('SELECT * FROM accounts.suspicion WHERE reference_year = 2013 ORDER BY rank');
  } finally {
    store.close();
  }
}

const manyCompanies = Array.from({ length: 40 }, (_, index) => ({
  cluster_id: 'K02',
  company_name: `Firma ${index}`,
  company_number: `DE ${900_000_000 + index}`,
  country: 'Tyskland',
}));

it('suspects nothing in a clean drop but the answer that stands for a whole stratum', async () => {
  const found = await suspicions(tinyDrops());
  expect(found).toMatchObject([
    { figure: 'SUR01', value: 1, figure_value: 100, figure_if_anticipated: 0, effect_pct: -100 },
  ]);
});

it('weighs an answer that stands for more companies than there can be', async () => {
  const population = { year: '2013', stratum: 'S1', population: '9223372036854775807' };
  const found = await suspicions(withRows(tinyDrops(), 'population', 2013, () => [population]));
  expect(found).toMatchObject([{ figure: 'SUR01', figure_value: 100, figure_if_anticipated: 0 }]);
});

it('ranks records by how much they move a figure', async () => {
  let deliveries = withRows(tinyDrops(), 'finance', 2013, ([first]) => [{ ...first, amount_dkk: '8000000' }]);
  deliveries = withRows(deliveries, 'projects', 2013, ([first]) => [{ ...first, budget_total_dkk: '250000' }]);
  deliveries = withRows(deliveries, 'events', 2013, ([first]) => [{ ...first, attended: '180' }]);
  deliveries = withRows(deliveries, 'outcomes', 2013, ([first]) => [
    first ?? {},
    { ...first, cluster_id: 'K02', company_number: B },
  ]);
  deliveries = withRows(
    deliveries,
    'participants',
    2013,
    (rows) => rows.map((row, at) => (at === 1 ? { ...row, company_number: '12' } : row)),
    'K01',
  );
  deliveries = withRows(deliveries, 'participants', 2013, (rows) => [...rows, ...manyCompanies], 'K02');
  deliveries = withRows(deliveries, 'population', 2013, () => [{ year: '2013', stratum: 'S1', population: '9' }]);
  const found = await suspicions(deliveries);
  expect(found.map(({ figure }) => figure)).toEqual(['PRO04', 'DEL02', 'AKT02', 'FIN01', 'UDB03', 'DEL01']);
  expect(found.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(found[0]).toMatchObject({
    path: 'projects.csv',
    source_row: 2,
    value: 250_000,
    anticipated: 1_000_000,
    figure_value: 250_000,
    figure_if_anticipated: 1_000_000,
    effect_pct: 300,
  });
  expect(found[1]).toMatchObject({
    path: 'clusters.csv',
    source_row: 3,
    value: 42,
    anticipated: 2,
    figure_value: 44,
    figure_if_anticipated: 4,
  });
  expect(found[1]?.effect_pct).toBeCloseTo((100 * -40) / 44, 10);
  expect(found[2]).toMatchObject({ value: 180, anticipated: 20, effect_pct: (100 * -160) / 180 });
  expect(found[3]).toMatchObject({ value: 8_000_000, anticipated: 2_000_000, effect_pct: -75 });
  expect(found[4]).toMatchObject({ value: 1, anticipated: 0, effect_pct: -50 });
  expect(found[5]).toMatchObject({ path: 'deltagere_K01.csv', source_row: 3, anticipated: 1 });
});

it('ranks three of a kind before other kinds that move less, and the rest of the kind after them', async () => {
  let deliveries = withRows(tinyDrops(), 'events', 2013, ([first]) =>
    Array.from({ length: 5 }, (_, at) => ({ ...first, event_id: `A${at}`, attended: '1' })),
  );
  deliveries = withRows(deliveries, 'finance', 2013, ([first]) => [{ ...first, amount_dkk: '8000000' }]);
  const found = await suspicions(deliveries);
  expect(found.map(({ figure }) => figure)).toEqual(['AKT02', 'AKT02', 'AKT02', 'SUR01', 'FIN01', 'AKT02', 'AKT02']);
  expect(Math.abs(found[4]?.effect_pct ?? 0)).toBeLessThan(found[5]?.effect_pct ?? 0);
});
