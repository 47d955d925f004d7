import { join } from 'node:path';
import type { Store } from '../../../pipeline/store/store.ts';
import type { Answers, Members } from './rates.ts';

const REGIONS = `CREATE TYPE region AS ENUM ('DK01', 'DK02', 'DK03', 'DK04', 'DK05')`;
const SECTIONS = `CREATE TYPE section AS ENUM (${[...'ABCDEFGHIJKLMNOPQRSTU'].map((letter) => `'${letter}'`)})`;

const REGISTER = `CREATE TABLE register AS
  FROM read_csv($path, header = true, auto_detect = false, buffer_size = 8000000, columns = {'company_id': 'VARCHAR',
    'year': 'SMALLINT', 'region': 'region', 'nace_section': 'section', 'fte': 'DECIMAL(9, 1)',
    'value_added': 'DECIMAL(9, 1)', 'export_share': 'DECIMAL(4, 3)', 'firm_age': 'SMALLINT'})`;

const FIRM_YEAR = `CREATE VIEW accounts.firm_year AS
  SELECT company_id, year::INTEGER AS year, fte, NULL::INTEGER AS employees, NULL::DOUBLE AS turnover_dkk_thousand,
    value_added AS value_added_dkk_thousand, export_share AS export_dkk_thousand,
    NULL::DOUBLE AS tangible_assets_dkk_thousand, NULL::DOUBLE AS rd_expenditure_dkk_thousand,
    NULL::DOUBLE AS higher_education_share_pct, nace_section AS industry, region, NULL::VARCHAR AS legal_form,
    NULL::BOOLEAN AS other_schemes, make_date((year - firm_age)::INTEGER, 1, 1) AS start_date, NULL::VARCHAR AS group_id
  FROM register`;

const MEMBERS = `CREATE TABLE member_row AS
  SELECT cluster AS cluster_id, regexp_replace(cvr_raw, '[^0-9]', '', 'g') AS company_id, joined::DATE AS joined_date,
    hours::DECIMAL(18, 1) AS hours
  FROM read_csv($path, all_varchar = true, header = true)`;

const MEMBERSHIP = `CREATE TABLE accounts.membership AS
  SELECT 2022 AS reference_year, cluster_id, company_id, true AS is_dedicated, min(joined_date) AS joined_date, NULL::VARCHAR AS stands_for, sum(hours) AS hours
  FROM member_row WHERE length(company_id) = 8
    AND list_sum(list_transform(range(1, 9), lambda i: company_id[i]::INTEGER * [2, 7, 6, 5, 4, 3, 2, 1][i])) % 11 = 0
  GROUP BY ALL`;

/** What else the study asks for, without a row. */
export const NO_OTHER_ACCOUNTS = `CREATE TABLE accounts.project_participant (reference_year INTEGER, project_id VARCHAR, company_id VARCHAR, from_date DATE);
  CREATE TABLE accounts.project_cluster (reference_year INTEGER, project_id VARCHAR, cluster_id VARCHAR);
  CREATE TABLE accounts.price_index (year INTEGER, section VARCHAR, "index" DOUBLE);
  CREATE TABLE accounts.innovation (company_id VARCHAR, period_from INTEGER, period_to INTEGER, product_innovative BOOLEAN,
    process_innovative BOOLEAN, weight DOUBLE)`;

/** Reads the register of the peers' benchmark as `accounts.firm_year`. */
export async function readRegister(store: Store, folder: string): Promise<void> {
  for (const sql of [REGIONS, SECTIONS]) await store.run(sql);
  await store.run(REGISTER, { path: join(folder, 'register_panel.csv') });
  await store.run(FIRM_YEAR);
}

/** Reads and checks the member lists of the peers' benchmark as `accounts.membership`. */
export async function readMembers(store: Store, folder: string): Promise<void> {
  await store.run('CREATE SCHEMA accounts');
  await store.run(MEMBERS, { path: join(folder, 'members.csv') });
  await store.run(MEMBERSHIP);
  await store.run(NO_OTHER_ACCOUNTS);
}

const SURVEY = `SELECT cvr::VARCHAR AS cvr, stratum, N_h::INTEGER AS population, (product_inno = '1' OR process_inno = '1')::INTEGER AS innovative
  FROM read_csv($path, all_varchar = true, header = true) WHERE responded = '1' ORDER BY cvr`;

const MEMBERS_OF_CLUSTERS = 'SELECT cluster_id, company_id FROM accounts.membership ORDER BY company_id, cluster_id';

/** What the database reads, one after the other; the register last. */
export interface Inputs {
  readonly survey: Promise<{ readonly answers: Answers; readonly members: Members }>;
  readonly register: Promise<void>;
}

/** Begins to read everything. */
export function readInputs(store: Store, folder: string): Inputs {
  const survey = readMembers(store, folder).then(async () => ({
    answers: (await store.columns(SURVEY, { path: join(folder, 'survey.csv') })) as unknown as Answers,
    members: (await store.columns(MEMBERS_OF_CLUSTERS)) as unknown as Members,
  }));
  return { survey, register: survey.then(() => readRegister(store, folder)) };
}
