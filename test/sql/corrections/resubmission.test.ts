import { describe, expect, it } from 'vitest';
import { createLanding, loadContract, replaceResubmissions } from '../../../pipeline/accounts/index.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { land } from '../../support/store.ts';

/** Paths that still count after the resubmissions among them were found; all of supplier K07 unless `K08 path`. */
async function counting(...files: readonly string[]): Promise<string[]> {
  const store = await openStore(':memory:', { threads: 1 });
  try {
    await createLanding(store, loadContract());
    for (const [index, file] of files.entries()) {
      const [first = '', rest] = file.split(' | ');
      const [supplier, path] = rest === undefined ? ['K07', first] : [first, rest];
      await land(store, index + 1, {
        input: 'participants',
        year: 2013,
        supplier,
        path,
        rows: [{ company_name: 'A' }],
      });
    }
    await replaceResubmissions(store);
    const rows = await store.rows<{ path: string }>(
      "SELECT path FROM landing.delivery WHERE status = 'ok' ORDER BY delivery_id",
    );
    return rows.map(({ path }) => path);
  } finally {
    store.close();
  }
}

describe('a later file of one supplier replaces the earlier', () => {
  it.each([
    ['a version', ['d_K07.csv', 'd_K07_v2.csv'], ['d_K07_v2.csv']],
    ['the highest version, not the last in the alphabet', ['d_v10.csv', 'd_v9.csv', 'd.csv'], ['d_v10.csv']],
    ['the number of a second download', ['d_K07.csv', 'd_K07 (1).csv', 'd_K07 (2).csv'], ['d_K07 (2).csv']],
    ['a word', ['d_K07.csv', 'd_K07_rettet.xlsx'], ['d_K07_rettet.xlsx']],
    ['a date', ['d_2014-02-01.csv', 'd_2014-03-01.csv'], ['d_2014-03-01.csv']],
    ['a folder below', ['d_K07.csv', 'genfremsendt/d_K07.csv'], ['genfremsendt/d_K07.csv']],
  ])('told by %s', async (_how, files, expected) => {
    expect(await counting(...files)).toEqual(expected);
  });

  it.each([
    ['parts of one delivery', ['d_K07_nord.csv', 'd_K07_syd.csv']],
    ['another supplier', ['K07 | d_v1.csv', 'K08 | d_v2.csv']],
    ['years in names', ['d_2012.csv', 'd_2013.csv']],
  ])('but not %s', async (_what, files) => {
    expect(await counting(...files)).toHaveLength(files.length);
  });
});

it('keeps the history and tells it', async () => {
  const store = await openStore(':memory:', { threads: 1 });
  await createLanding(store, loadContract());
  for (const [index, path] of ['d.csv', 'd_v2.csv'].entries())
    await land(store, index + 1, {
      input: 'participants',
      year: 2013,
      supplier: 'K07',
      path,
      rows: [{ company_name: 'A' }],
    });
  await replaceResubmissions(store);
  expect(await store.rows('SELECT delivery_id, status FROM landing.delivery ORDER BY delivery_id')).toEqual([
    { delivery_id: 1, status: 'replaced' },
    { delivery_id: 2, status: 'ok' },
  ]);
  expect(
    await store.rows('SELECT delivery_id, source_row FROM landing.participants ORDER BY delivery_id'),
  ).toHaveLength(2);
  expect(await store.rows("SELECT code, path, params->>'by' AS replaced_by FROM landing.finding")).toEqual([
    { code: 'DELIVERY_REPLACED', path: 'd.csv', replaced_by: 'd_v2.csv' },
  ]);
  store.close();
});
