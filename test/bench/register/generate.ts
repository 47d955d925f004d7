/**
 * Writes a made-up business register of any size as Parquet, with members of clusters who gain after entry: six years a
 * company, in order of companies as a register is.
 *
 *     node test/bench/register/generate.ts FOLDER COMPANIES MEMBERS
 */
import { join } from 'node:path';
import { openStore } from '../../../pipeline/store/store.ts';

const [folder, companies, members] = process.argv.slice(2) as [string, string, string];

/** A number from 0 to 1 that belongs to a company (and year) and a stream. */
const draw = (stream: number, key = 'firm'): string =>
  `((hash(${key}::BIGINT * 97 + ${stream}) % 1000003) / 1000003.0)`;
/** Three draws make it round enough. */
const bell = (stream: number, key = 'firm'): string =>
  `(2 * (${draw(stream, key)} + ${draw(stream + 1, key)} + ${draw(stream + 2, key)} - 1.5))`;

const COMPANIES = `CREATE VIEW company AS SELECT firm, (10000000 + firm)::VARCHAR AS company_id, ${draw(1)} < ${members} / ${companies}.0 AS is_member,
    2019 + (3 * ${draw(2)})::INTEGER % 3 AS entry, exp(1.35 + 1.15 * ${bell(3)}) AS size, 6 + 0.35 * ${bell(6)} AS level,
    'DK0' || (1 + (5 * ${draw(9)})::INTEGER % 5) AS region, chr(65 + (10 * ${draw(10)})::INTEGER % 10) AS industry,
    1980 + (35 * ${draw(11)})::INTEGER AS start_year, ${draw(12)} < 0.2 AS is_exporter
  FROM range(${companies}) AS t(firm)`;

const REGISTER = `COPY (
    SELECT company_id, year::SMALLINT AS year, round(size, 1) AS fte,
      round(size * exp(level + 0.12 * ${bell(20, '(firm * 6 + year - 2017)')} + CASE WHEN is_member AND year > entry THEN 0.06 WHEN is_member AND year = entry THEN 0.03 ELSE 0 END), 1) AS value_added,
      CASE WHEN is_exporter THEN 0.3 ELSE 0 END AS export_share, industry, region, start_year::SMALLINT AS start_year
    FROM company, range(2017, 2023) AS y(year) ORDER BY firm, year
  ) TO '${join(folder, 'register.parquet')}' (FORMAT parquet)`;

const MEMBERS = `COPY (SELECT company_id, 'K' || (firm % 14) AS cluster_id, entry FROM company WHERE is_member ORDER BY firm)
  TO '${join(folder, 'members.parquet')}' (FORMAT parquet)`;

const store = await openStore(':memory:', { threads: 2, memoryLimit: '3GB', temporaryDirectory: folder });
for (const sql of [COMPANIES, REGISTER, MEMBERS]) await store.run(sql);
store.close();
