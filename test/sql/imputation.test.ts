import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAccounts } from '../../pipeline/accounts/index.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { csvRows, type TestDelivery, typedStore } from '../support/store.ts';

const delivery = (year: number, input: string, supplier: string, text: string): TestDelivery => ({
  input,
  dropName: String(year),
  path: `${year}.${input}.${supplier}.csv`,
  decimalMark: ',',
  rows: csvRows(text),
  year,
  supplier,
});

const clusters = 'cluster_id,cluster_name\nK01,Et\nK02,To\nK03,Tre\n';

/** K01 grows from 2 to 3 and K02 from 2 to 4 companies; K03 had one foreign and one home company and did not deliver. */
const deliveries: readonly TestDelivery[] = [
  delivery(2012, 'clusters', 'CED', clusters),
  delivery(2012, 'participants', 'K01', 'company_number\n20000007\n20000015\n'),
  delivery(2012, 'participants', 'K02', 'company_number\n20000023\n20000031\n'),
  delivery(
    2012,
    'participants',
    'K03',
    'company_name,company_number,country,municipality,employees\nAlfa GmbH,,Tyskland,,12\nBeta A/S,20000058,Danmark,Aarhus,12\n',
  ),
  delivery(2013, 'clusters', 'CED', clusters),
  delivery(2013, 'participants', 'K01', 'company_number\n20000007\n20000015\n20000066\n'),
  delivery(2013, 'participants', 'K02', 'company_number\n20000023\n20000031\n20000074\n20000082\n'),
  delivery(2014, 'clusters', 'CED', clusters),
  delivery(2014, 'participants', 'K03', 'company_number\n20000058\n'),
];

describe('imputed participants', () => {
  let store: Store;
  beforeAll(async () => {
    store = await typedStore(deliveries);
    await buildAccounts(store, { sme_limit: 50, dedicated_rule: 'status', missing_deliveries: 'imputed' });
  });
  afterAll(() => store.close());

  it('grow as the others, with the errors of the ratio model', async () => {
    const [row] = await store.rows<Record<string, number>>(
      "SELECT growth, companies, own_error, growth_error FROM accounts.imputation WHERE cluster_id = 'K03' AND reference_year = 2013",
    );
    // 7 / 4 = 1.75; 2 x 1.75 = 3.5, rounded 4; ((3 - 3.5)^2 / 2 + (4 - 3.5)^2 / 2) / (2 - 1) = 0.25
    expect([row?.growth, row?.companies]).toEqual([1.75, 4]);
    expect(row?.own_error).toBeCloseTo(Math.sqrt(0.25 * 2), 12);
    expect(row?.growth_error).toBeCloseTo(2 * Math.sqrt(0.25 / 4), 12);
  });

  it('keep country, place and size; a stand-in has those of its model, and its group', async () => {
    const rows = await store.rows(
      `SELECT m.stands_for, c.country, c.is_foreign, c.municipality, c.employees::INTEGER AS employees, c.group_id, c.company_name, c.in_register
      FROM accounts.membership AS m
      JOIN accounts.company AS c ON c.reference_year = m.reference_year AND c.company_id = m.company_id
      WHERE m.cluster_id = 'K03' AND m.reference_year = 2013
      ORDER BY c.country, m.stands_for NULLS FIRST`,
    );
    const abroad = {
      country: 'DE',
      is_foreign: true,
      municipality: 'abroad',
      employees: 12,
      group_id: 'DE:alfa',
      in_register: false,
    };
    const home = {
      country: 'DK',
      is_foreign: false,
      municipality: '0751',
      employees: 12,
      group_id: '20000058',
      in_register: false,
    };
    expect(rows).toEqual([
      { ...abroad, stands_for: null, company_name: 'Alfa GmbH' },
      { ...abroad, stands_for: 'DE:alfa', company_name: null },
      { ...home, stands_for: null, company_name: 'Beta A/S' },
      { ...home, stands_for: '20000058', company_name: null },
    ]);
  });

  it('are not lost when the cluster delivers again', async () => {
    const lost = await store.rows<{ company_id: string }>(
      "SELECT company_id FROM accounts.lost_company WHERE reference_year = 2014 AND company_id LIKE 'imputed:%'",
    );
    expect(lost).toEqual([]);
    const [stand] = await store.rows<{ n: number }>(
      'SELECT count(*)::INTEGER AS n FROM accounts.company_year WHERE is_stand_in AND reference_year = 2013',
    );
    expect(stand?.n).toBe(2);
  });
});
