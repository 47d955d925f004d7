import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seal } from '../../../pipeline/protect/figure.ts';
import { storeFigures, writeFigureFiles } from '../../../pipeline/run/exports/figures.ts';
import { readPublishedTable } from '../../../pipeline/run/protect/published-table.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { figureWith } from '../../support/figures.ts';

it('reads names as they are that no spreadsheet may take for formulas', async () => {
  const clusters = ['K01', '-9', '=1+1', "'=1+1", "''@a", '＋1', "o'brien", "'a"];
  const folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-test-'));
  const store = await openStore(':memory:', { threads: 1 });
  await storeFigures(
    store,
    clusters.map((cluster) => seal(figureWith({ value: 12, cluster }), false)),
  );
  await writeFigureFiles(store, folder);
  store.close();
  expect((await readPublishedTable(folder)).rows.map(({ cluster }) => cluster)).toEqual(clusters);
  expect(await readFile(join(folder, 'figures.csv'), 'utf8')).not.toMatch(/(?:^|,)"?[=@＋]/m);
  await rm(folder, { recursive: true });
});
