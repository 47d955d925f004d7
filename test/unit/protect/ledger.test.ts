import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { DIMENSIONS } from '../../../pipeline/contract/figure.ts';
import { earlierEditions } from '../../../pipeline/run/protect/ledger.ts';
import { openStore } from '../../../pipeline/store/store.ts';

it('holds what the delivered list and the editions published here told and withheld', async () => {
  const store = await openStore(':memory:', { threads: 1 });
  await store.run(`CREATE SCHEMA accounts;
    CREATE TABLE accounts.previously_published(indicator_id VARCHAR, reference_year INTEGER, edition_year INTEGER,
      cluster_id VARCHAR, region VARCHAR, value DECIMAL(18, 4), suppressed BOOLEAN, source VARCHAR, delivery_id INTEGER, source_row INTEGER);
    INSERT INTO accounts.previously_published VALUES
      ('DEL01', 2012, 2013, NULL, NULL, 1753, false, 'x', 1, 1),
      ('DEL01', 2012, 2013, 'K07', NULL, NULL, true, 'x', 1, 2),
      ('DEL01', 2012, 2013, NULL, '1081', 30, false, 'x', 1, 3),
      ('DEL01', 2012, 2014, NULL, '1081', NULL, true, 'x', 1, 4),
      ('DEL01', 2012, 2014, NULL, '1082', NULL, false, 'x', 1, 5),
      ('XXX99', 2012, 2013, NULL, NULL, 1, false, 'x', 1, 6)`);
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  const columns = ['indicator', 'measure', 'reference_year', ...DIMENSIONS, 'value', 'status'];
  const edition = [
    columns.join(),
    ['DEL01', 'count', '2013', ...DIMENSIONS.map(() => 'Total'), '2000', 'published'].join(),
    ['DEL01', 'count', '2012', ...DIMENSIONS.map(() => 'Total'), '1754', 'published'].join(),
  ];
  await writeFile(join(folder, 'figures.csv'), edition.join('\n'));
  const { ledger, rows } = await earlierEditions(store, loadCatalogue(), [join(folder, 'gone'), folder]);
  store.close();
  await rm(folder, { recursive: true });
  const key = (year: number, cluster: string, region: string): string =>
    ['DEL01', 'count', year, cluster, region, ...DIMENSIONS.slice(2).map(() => 'Total')].join('|');
  expect([...ledger].sort()).toEqual(
    [
      [key(2012, 'K07', 'Total'), 'withheld'],
      [key(2012, 'Total', '1081'), 30],
      [key(2012, 'Total', 'Total'), 1754],
      [key(2013, 'Total', 'Total'), 2000],
    ].sort(),
  );
  expect(rows.map(({ value }) => value)).toEqual([null, 30, 1753, null, 2000, 1754]);
});
