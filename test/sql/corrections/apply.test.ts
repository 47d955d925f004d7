import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  applyCorrections,
  type Correction,
  createLanding,
  loadCodeLists,
  loadContract,
  typeTables,
} from '../../../pipeline/accounts/index.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { land } from '../../support/store.ts';

const correction = (line: number, change: Partial<Correction>): Correction => ({
  line,
  delivery: '2013/deltagere.csv',
  row: 2,
  key: null,
  column: 'company_number',
  oldValue: '13585627',
  newValue: '13585628',
  who: 'AB',
  why: 'tastefejl',
  date: '2014-03-01',
  ...change,
});

let store: Store;

beforeAll(async () => {
  store = await openStore(':memory:', { threads: 1 });
  const contract = loadContract();
  await createLanding(store, contract);
  await loadCodeLists(store);
  await land(store, 1, {
    input: 'participants',
    year: 2013,
    path: 'deltagere.csv',
    rows: [
      { company_name: 'A', company_number: '13585627', employees: '5' },
      { company_name: 'B', company_number: '17150413', employees: '' },
      { company_name: 'C', company_number: '10150817', employees: '7' },
      { company_name: 'C', company_number: '10150817', employees: '8' },
    ],
  });
  await store.run("UPDATE landing.delivery_column SET header = 'Antal ansatte' WHERE field = 'employees'");
  await applyCorrections(store, contract, [
    correction(2, {}),
    correction(3, {
      row: null,
      key: { column: 'company_number', value: '17150413' },
      column: 'Antal  ansatte',
      oldValue: '',
      newValue: '40',
    }),
    correction(4, { row: 4, column: 'employees', oldValue: '9', newValue: '70' }),
    correction(5, { delivery: '2013/andre.csv' }),
    correction(6, { column: 'Telefon' }),
    correction(7, { row: 99 }),
    correction(8, {
      row: null,
      key: { column: 'company_number', value: '10150817' },
      column: 'employees',
      oldValue: '7',
    }),
    correction(9, { oldValue: '13585628', newValue: '13585628 ' }),
  ]);
  await typeTables(store, contract, []);
}, 30_000);

afterAll(() => store.close());

it('changes what is typed, in the order of the lines', async () => {
  expect(
    await store.rows(
      'SELECT company_number, employees::INTEGER AS employees FROM typed.participants ORDER BY source_row',
    ),
  ).toEqual([
    { company_number: '13585628', employees: 5 },
    { company_number: '17150413', employees: 40 },
    { company_number: '10150817', employees: 7 },
    { company_number: '10150817', employees: 8 },
  ]);
});

it('records every line with what became of it', async () => {
  expect(
    await store.rows('SELECT line, source_row, field, status, refusal FROM accounts.correction ORDER BY line'),
  ).toEqual([
    { line: 2, source_row: 2, field: 'company_number', status: 'applied', refusal: null },
    { line: 3, source_row: 3, field: 'employees', status: 'applied', refusal: null },
    { line: 4, source_row: 4, field: 'employees', status: 'refused', refusal: 'CORRECTION_OLD_VALUE' },
    { line: 5, source_row: 2, field: null, status: 'refused', refusal: 'CORRECTION_DELIVERY_UNKNOWN' },
    { line: 6, source_row: 2, field: null, status: 'refused', refusal: 'CORRECTION_COLUMN_UNKNOWN' },
    { line: 7, source_row: 99, field: null, status: 'refused', refusal: 'CORRECTION_ROW_UNKNOWN' },
    { line: 8, source_row: null, field: null, status: 'refused', refusal: 'CORRECTION_ROW_AMBIGUOUS' },
    { line: 9, source_row: 2, field: 'company_number', status: 'applied', refusal: null },
  ]);
});

it('tells every refusal as a finding, with what the cell holds', async () => {
  const rows = await store.rows<{ code: string; value: string | null; params: string }>(
    "SELECT code, value, params::VARCHAR AS params FROM landing.finding WHERE code LIKE 'CORRECTION%' ORDER BY params->>'line'",
  );
  expect(rows.map(({ code }) => code)).toHaveLength(5);
  expect(rows[0]).toMatchObject({ code: 'CORRECTION_OLD_VALUE', value: '7' });
  expect(JSON.parse(rows[0]?.params as string)).toMatchObject({ line: 4, expected: '9' });
});

it('leaves the record of deliveries alone', async () => {
  expect(
    await store.rows(
      'SELECT rows_read::INTEGER AS rows_read, rows_loaded::INTEGER AS rows_loaded FROM landing.delivery',
    ),
  ).toEqual([{ rows_read: 4, rows_loaded: 4 }]);
});

it('brings no personal value back, and takes a bare number among numbers for one', async () => {
  const own = await openStore(':memory:', { threads: 1 });
  const contract = loadContract();
  await createLanding(own, contract);
  await land(own, 1, {
    input: 'participants',
    year: 2013,
    path: 'deltagere.csv',
    rows: [{ company_name: 'A', company_number: '▒▒▒', employees: '5' }],
  });
  await applyCorrections(own, contract, [
    correction(2, { oldValue: '2102031234', newValue: '2202031234', why: 'ejeren a@b.dk ringede' }),
    correction(3, { column: 'employees', oldValue: '5', newValue: '2202031234' }),
    correction(4, { column: 'Ukendt', newValue: '220203-1234' }),
  ]);
  expect(await own.rows('SELECT company_number, employees FROM landing.participants')).toEqual([
    { company_number: '▒▒▒', employees: '2202031234' },
  ]);
  expect(await own.rows('SELECT line, old_value, new_value, why FROM accounts.correction ORDER BY line')).toEqual([
    { line: 2, old_value: '▒▒▒', new_value: '▒▒▒', why: 'ejeren ▒▒▒ ringede' },
    { line: 3, old_value: '5', new_value: '2202031234', why: 'tastefejl' },
    { line: 4, old_value: '13585627', new_value: '▒▒▒', why: 'tastefejl' },
  ]);
  own.close();
});
