import { expect, it } from 'vitest';
import {
  applyCorrections,
  buildAccounts,
  createLanding,
  keyFiguresUncorrected,
  loadCodeLists,
  loadContract,
  reportCorrectionEffects,
  reportEffectsAlone,
  typeTables,
} from '../../../pipeline/accounts/index.ts';
import { appliedCorrections } from '../../../pipeline/run/report/corrections.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { land } from '../../support/store.ts';
import { D, tinyDrops } from '../../support/tiny-drop.ts';

it('tells which key figures corrections move, and leaves no trace of the uncorrected ones', async () => {
  const store = await openStore(':memory:', { threads: 1 });
  const contract = loadContract();
  await createLanding(store, contract);
  for (const [index, delivery] of tinyDrops().entries()) await land(store, index + 1, delivery);
  await loadCodeLists(store);
  const build = async (): Promise<void> => {
    await typeTables(store, contract, []);
    await buildAccounts(store, { sme_limit: 50, dedicated_rule: 'status', missing_deliveries: 'as_reported' });
  };
  const uncorrected = await keyFiguresUncorrected(store, build);
  expect(await store.rows('SELECT * FROM landing.finding')).toEqual([]);
  const common = { row: null, who: 'AB', why: 'oplyst', date: '2014-03-01' };
  await applyCorrections(store, contract, [
    {
      line: 2,
      delivery: '2013/finance.csv',
      ...common,
      row: 2,
      key: null,
      column: 'amount_dkk',
      oldValue: '2000000',
      newValue: '2500000',
    },
    {
      line: 3,
      delivery: '2013/participations.csv',
      ...common,
      key: { column: 'activity_id', value: 'E1' },
      column: 'company_number',
      oldValue: '20000023',
      newValue: D,
      why: 'CVR 20000023 er nedlagt',
    },
  ]);
  await build();
  await reportCorrectionEffects(store, uncorrected);
  expect(
    await store.rows(
      'SELECT reference_year, figure, before::DOUBLE AS before, after::DOUBLE AS after FROM accounts.correction_effect ORDER BY figure',
    ),
  ).toEqual([
    { reference_year: 2013, figure: 'DEL01', before: 4, after: 5 },
    { reference_year: 2013, figure: 'DEL02', before: 5, after: 6 },
    { reference_year: 2013, figure: 'FIN01', before: 2_000_000, after: 2_500_000 },
  ]);
  const found = await store.rows<{ params: string }>(
    "SELECT params::VARCHAR AS params FROM landing.finding WHERE code = 'CORRECTIONS_MOVED'",
  );
  expect(found.map(({ params }) => JSON.parse(params))).toContainEqual({
    year: 2013,
    figure: 'DEL01',
    before: '4',
    after: '5',
  });
  const findings = await store.rows('SELECT * FROM landing.finding ORDER BY ALL');
  await reportEffectsAlone(store, contract);
  expect(
    await store.rows(
      'SELECT line, together, figure, before::DOUBLE AS before, after::DOUBLE AS after FROM accounts.correction_alone ORDER BY line, figure',
    ),
  ).toEqual([
    { line: 2, together: 1, figure: 'FIN01', before: 2_000_000, after: 2_500_000 },
    { line: 3, together: 1, figure: 'DEL01', before: 4, after: 5 },
    { line: 3, together: 1, figure: 'DEL02', before: 5, after: 6 },
  ]);
  expect(await store.rows('SELECT * FROM landing.finding ORDER BY ALL')).toEqual(findings);
  expect(await store.rows("SELECT count(*)::INTEGER AS n FROM landing.finance WHERE amount_dkk = '2500000'")).toEqual([
    { n: 1 },
  ]);
  const told = await appliedCorrections(store);
  expect(told.map(({ kind, reason, effects }) => ({ kind, reason, effects }))).toEqual([
    {
      kind: 'changed',
      reason: 'oplyst',
      effects: [{ indicator: 'FIN01', measure: 'sum_dkk', referenceYear: 2013, direction: 'up', size: 'much' }],
    },
    {
      kind: 'changed',
      reason: null,
      effects: ['DEL01', 'DEL02'].map((indicator) => ({
        indicator,
        measure: 'count',
        referenceYear: 2013,
        direction: 'up',
        size: 'much',
      })),
    },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/2500000|20000023|500000/);
  store.close();
});
