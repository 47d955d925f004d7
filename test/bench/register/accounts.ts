import { join } from 'node:path';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { NO_OTHER_ACCOUNTS } from '../peers/tables.ts';

const firmYear = (folder: string): string => `CREATE VIEW accounts.firm_year AS
  SELECT company_id, year::INTEGER AS year, fte, NULL::INTEGER AS employees, NULL::DOUBLE AS turnover_dkk_thousand,
    value_added AS value_added_dkk_thousand, export_share AS export_dkk_thousand, NULL::DOUBLE AS tangible_assets_dkk_thousand,
    NULL::DOUBLE AS rd_expenditure_dkk_thousand, NULL::DOUBLE AS higher_education_share_pct, industry, region,
    NULL::VARCHAR AS legal_form, NULL::BOOLEAN AS other_schemes, make_date(start_year, 1, 1) AS start_date,
    NULL::VARCHAR AS group_id
  FROM read_parquet('${join(folder, 'register.parquet')}')`;

const membership = (folder: string): string => `CREATE TABLE accounts.membership AS
  SELECT 2022 AS reference_year, cluster_id, company_id, true AS is_dedicated, make_date(entry, 1, 1) AS joined_date,
    NULL::VARCHAR AS stands_for
  FROM read_parquet('${join(folder, 'members.parquet')}')`;

/** A store whose accounts are the made-up register of a folder, read from its Parquet files. */
export async function openRegister(folder: string): Promise<Store> {
  const store = await openStore(':memory:', { threads: 2, memoryLimit: '1GB', temporaryDirectory: folder });
  for (const sql of ['CREATE SCHEMA accounts', firmYear(folder), membership(folder), NO_OTHER_ACCOUNTS])
    await store.run(sql);
  return store;
}
