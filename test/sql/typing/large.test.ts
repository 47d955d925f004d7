import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLanding, loadCodeLists, loadContract, typeTables } from '../../../pipeline/accounts/index.ts';
import { kinds } from '../../../pipeline/accounts/typed/kinds.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { land } from '../../support/store.ts';

const ROWS = [
  { company_number: '13585628', year: '2012', fte: '007,5', employees: '-3', municipality: 'Aarhus' },
  { company_number: '13585629', year: '2012', fte: '-0', employees: '12', municipality: '0751' },
  { company_number: '', year: 'i fjor', fte: '1.234,5', employees: '..', municipality: '9999' },
  { company_number: 'SE 1234567890', year: '', fte: '12,34567', employees: '1e3', municipality: '' },
];

/** The rows landed as the intake lands them, and again and again until there are `count`. */
async function typed(count: number, rows: typeof ROWS = ROWS): Promise<Store> {
  const store = await openStore(':memory:', { threads: 2 });
  const contract = loadContract();
  await createLanding(store, contract);
  await loadCodeLists(store);
  await land(store, 1, { input: 'firm_register', rows });
  await store.run(`INSERT INTO landing.firm_register
    SELECT l.* REPLACE (l.source_row + ${rows.length} * g.time AS source_row)
    FROM landing.firm_register AS l CROSS JOIN range(1, ${count / rows.length}) AS g(time)`);
  await store.run(`UPDATE landing.delivery SET rows_loaded = ${count}`);
  await typeTables(store, contract, []);
  return store;
}

describe('a large input', () => {
  let small: Store;
  let large: Store;
  beforeAll(async () => {
    small = await typed(ROWS.length);
    large = await typed(100_000);
  });
  afterAll(() => {
    small.close();
    large.close();
  });

  it('has the same columns, of the same types', async () => {
    const describe = 'SELECT column_name, column_type FROM (DESCRIBE typed.firm_register)';
    expect(await large.rows(describe)).toEqual(await small.rows(describe));
  });

  it('has the same values in every row', async () => {
    const columns = `* REPLACE ((source_row - 2) % ${ROWS.length} AS source_row)`;
    const rows = `SELECT DISTINCT ${columns} FROM typed.firm_register ORDER BY source_row`;
    expect(await large.rows(rows)).toEqual(await small.rows(rows));
    expect(await large.rows('SELECT count(*)::INTEGER AS n FROM typed.firm_register')).toEqual([{ n: 100_000 }]);
  });

  it('does not write the columns that nobody delivered', async () => {
    const columns = (await large.connection.run('FROM typing.rows_of_firm_register LIMIT 0')).columnNames();
    expect(columns).toEqual([
      'delivery_id',
      'source_row',
      'company_number',
      'company_number_unit',
      'company_number_text',
      'year',
      'fte',
      'employees',
      'municipality',
      'fault_bits',
    ]);
  });

  it('gets as many findings of a kind for each row', async () => {
    const counts = (times: number): string =>
      `SELECT code, field, count(*)::INTEGER // ${times} AS n FROM landing.finding WHERE code NOT LIKE 'VALUE_CONVERTED%' GROUP BY ALL ORDER BY ALL`;
    expect(await large.rows(counts(100_000 / ROWS.length))).toEqual(await small.rows(counts(1)));
  });
});

it('types personal numbers that stand for company numbers, though their remainder would overflow', async () => {
  const rest = { year: '2012', fte: '1,5', employees: '2', municipality: '0751' };
  const rows = Array.from({ length: 5000 }, (_, at) => ({ ...rest, company_number: String(1_712_851_234 + 7 * at) }));
  const store = await typed(rows.length, rows);
  const faults = 'SELECT count(*)::INTEGER AS n FROM landing.finding WHERE code = $code';
  expect(await store.rows(faults, { code: 'TYPE_COMPANY_NUMBER' })).toEqual([{ n: rows.length }]);
  store.close();
});

it('types the texts of every kind by a file that is there, and leaves no file unused', () => {
  const named = new Set(Object.values(kinds).map(({ cells }) => cells));
  expect([...named].sort()).toEqual(readdirSync(resourcePath('sql', '2-typed', 'cells')).sort());
});
