import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { compareWithPublished } from '../../../pipeline/accounts/figures/published.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';
import { figureWith } from '../../support/figures.ts';

let store: Store;
beforeAll(async () => {
  store = await emptyAccounts();
  await fillAccounts(store, [join(import.meta.dirname, '../../scenarios/indicators/world')]);
}, 120_000);
afterAll(() => store.close());

const catalogue = loadCatalogue();
const of2012 = (changes: object) => figureWith({ referenceYear: 2012, ...changes });

it('sets earlier figures beside those of today with the reason of each difference', async () => {
  const revisions = await compareWithPublished(store, catalogue, [
    of2012({ value: 7 }),
    of2012({ value: 3, cluster: 'A' }),
    of2012({ value: 1, region: '1085' }),
    of2012({ value: 99, region: '1085', size_band: '1-9' }),
  ]);
  expect(
    revisions.map(({ cluster, region, published, recomputed, difference, reason }) => [
      cluster,
      region,
      published,
      recomputed,
      difference,
      reason,
    ]),
  ).toEqual([
    ['A', 'Total', 4, 3, -1, 'data_revised'],
    ['Total', '1085', null, 1, null, 'withheld_before'],
    ['Total', 'Total', 7, 7, 0, 'same'],
    ['Total', 'Total', 3, null, null, 'unknown'],
  ]);
});

it('shows nothing that is withheld today', async () => {
  const withheld = { ...of2012({ value: null, cluster: 'A' }), status: 'suppressed' };
  const [first] = await compareWithPublished(store, catalogue, [withheld]);
  expect(first).toMatchObject({ published: 4, recomputed: null, difference: null, reason: 'withheld_now' });
});

it('says of what was withheld then and is withheld now that it is both', async () => {
  const withheld = { ...of2012({ value: null, region: '1085' }), status: 'suppressed' };
  const revisions = await compareWithPublished(store, catalogue, [withheld]);
  expect(revisions.find(({ region }) => region === '1085')).toMatchObject({
    published: null,
    recomputed: null,
    reason: 'withheld_both',
  });
});

it('names a changed definition where the indicator was defined anew after the edition', async () => {
  const changed = catalogue.map((indicator) =>
    indicator.id === 'DEL01'
      ? { ...indicator, breaks: [{ year: 2014, reason: { da: 'Ny.', en: 'New.' } }] }
      : indicator,
  );
  const cell = of2012({ value: 3, cluster: 'A' });
  const later = figureWith({ referenceYear: 2014 });
  expect((await compareWithPublished(store, changed, [cell, later]))[0]?.reason).toBe('definition_changed');
  expect((await compareWithPublished(store, changed, [cell]))[0]?.reason).toBe('data_revised');
});
