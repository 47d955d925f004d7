import type { Store } from '../../pipeline/store/store.ts';

/** A number from 0 to n - 1 that depends on a key and a salt only. */
const draw = (key: string, salt: number, n: number | string): string => `(hash(${key} || ':${salt}') % ${n})::INTEGER`;

const YEARS = [2011, 2012, 2013];

/** Statements that fill accounts tables with invented companies, three years and fifty clusters. */
function statements(companies: number): string[] {
  const company = `lpad((10000000 + i)::VARCHAR, 8, '0')`;
  return [
    `INSERT INTO accounts.reference_year VALUES ${YEARS.map((year) => `(${year})`).join(', ')}`,
    `INSERT INTO accounts.delivery (delivery_id, reference_year, input)
      SELECT row_number() OVER (ORDER BY y, input), y, input FROM (VALUES ${YEARS.map((year) => `(${year})`).join(', ')}) AS r (y),
        (SELECT unnest(['clusters', 'participants', 'participations', 'projects', 'project_participants', 'outcomes', 'survey', 'events',
          'meetings', 'finance', 'knowledge_institutions', 'labels', 'firm_register']) AS input)`,
    `INSERT INTO accounts.cluster (reference_year, cluster_id, cluster_name, region, growth_forum, municipality, secretariat_fte, has_reported, reported_companies, start_date)
      SELECT y, 'K' || lpad(k::VARCHAR, 2, '0'), 'Cluster ' || k, m.region_code, m.growth_forum, m.municipality_code, 2 + k % 7, true, 300, DATE '2005-01-01'
      FROM range(1, 51) AS c (k), (SELECT reference_year AS y FROM accounts.reference_year), place AS m WHERE m.n = k`,
    `INSERT INTO accounts.company (reference_year, company_id, company_name, country, is_foreign, municipality, region, growth_forum, is_peripheral, employees, size_band, industry, group_id)
      SELECT y, ${company}, 'Company ' || i, 'DK', false, m.municipality_code, m.region_code, m.growth_forum, m.is_peripheral, e,
        CASE WHEN e < 10 THEN '1-9' WHEN e < 50 THEN '10-49' WHEN e < 250 THEN '50-249' ELSE '250+' END,
        chr(65 + ${draw('i', 3, 19)}), CASE WHEN i % 20 = 0 THEN lpad((10000000 + i - 1)::VARCHAR, 8, '0') ELSE ${company} END
      FROM (SELECT i, y, (1 + exp(${draw('i', 1, 650)} / 100.0))::INTEGER AS e, ${draw('i', 2, 98)} AS place
        FROM range(1, ${companies + 1}) AS c (i), (SELECT reference_year AS y FROM accounts.reference_year)) AS t
      JOIN place AS m ON m.n = t.place`,
    `INSERT INTO accounts.membership (reference_year, cluster_id, company_id, is_dedicated, is_carried_forward, first_delivery_id, first_source_row)
      SELECT DISTINCT ON (y, cluster, company) y, cluster, company, dedicated, false, 1, i
      FROM (SELECT y, i, company_id AS company, 'K' || lpad((1 + ${draw('company_id', 10, 50)})::VARCHAR, 2, '0') AS cluster, ${draw('company_id', 11, 3)} = 0 AS dedicated
          FROM (SELECT reference_year AS y, company_id, company_id::INTEGER AS i FROM accounts.company WHERE ${draw('company_id || reference_year', 12, 10)} < 9)
        UNION ALL
        SELECT y, i, company_id, 'K' || lpad((1 + ${draw('company_id', 13, 50)})::VARCHAR, 2, '0'), false
          FROM (SELECT reference_year AS y, company_id, company_id::INTEGER AS i FROM accounts.company WHERE ${draw('company_id || reference_year', 12, 10)} < 9 AND ${draw('company_id', 14, 5)} = 0))`,
    `INSERT INTO accounts.company_year (reference_year, company_id, is_dedicated, cluster_count, participation_status)
      SELECT m.reference_year, m.company_id, bool_or(m.is_dedicated), count(*),
        CASE WHEN m.reference_year > 2011 THEN CASE WHEN any_value(b.company_id) IS NOT NULL THEN 'continuing' ELSE 'new' END END
      FROM accounts.membership AS m
      LEFT JOIN (SELECT DISTINCT reference_year, company_id FROM accounts.membership) AS b ON b.company_id = m.company_id AND b.reference_year = m.reference_year - 1
      GROUP BY m.reference_year, m.company_id`,
    `INSERT INTO accounts.participant_row (reference_year, delivery_id, source_row, cluster_id, company_id, participant_type, key_status)
      SELECT reference_year, 1, row_number() OVER (), cluster_id, company_id, 'company', 'valid' FROM accounts.membership`,
    `INSERT INTO accounts.project (reference_year, project_id, project_type, is_active, budget_state_dkk, budget_eu_dkk, budget_private_cash_dkk, budget_private_in_kind_dkk, programme, application_status, is_international, cluster_count)
      SELECT y, 'P' || k, 'Type ' || k % 4, true, k * 1000, CASE WHEN k % 7 = 0 THEN 500000 END, k * 100, k * 50, 'Programme ' || k % 5, 'awarded', k % 7 = 0, 1 + (k % 5 = 0)::INTEGER
      FROM range(1, ${Math.ceil(companies / 27)}) AS p (k), (SELECT reference_year AS y FROM accounts.reference_year)`,
    `INSERT INTO accounts.project_cluster SELECT reference_year, project_id, 'K' || lpad((1 + ${draw('project_id', 20, 50)})::VARCHAR, 2, '0') FROM accounts.project`,
    `INSERT INTO accounts.project_participant (reference_year, project_id, company_id, organisation_id, organisation_type, delivery_id, source_row)
      SELECT reference_year, 'P' || (1 + ${draw('company_id', 21, Math.ceil(companies / 27) - 1)}), company_id, company_id, 'company', 1, 1
      FROM accounts.company_year WHERE ${draw('company_id', 22, 5)} = 0
      UNION ALL SELECT reference_year, project_id, NULL, 'u' || ${draw('project_id', 23, 20)}, 'university', 1, 1 FROM accounts.project`,
    `INSERT INTO accounts.outcome (reference_year, cluster_id, company_id, new_ideas, new_competences, new_product, new_service, new_process, is_documented)
      SELECT reference_year, cluster_id, company_id, ${draw('company_id', 30, 2)} = 0, ${draw('company_id', 31, 2)} = 0, ${draw('company_id', 32, 9)} = 0,
        ${draw('company_id', 33, 9)} = 0, ${draw('company_id', 34, 9)} = 0, true
      FROM accounts.membership WHERE ${draw('company_id', 35, 2)} = 0`,
    `INSERT INTO accounts.response (reference_year, respondent_id, company_id, cluster_id, response_status, stratum, population, q1_product_innovation, q2_service_innovation,
        q3_process_innovation, q4_new_to_market, q5_expected_innovation, q6_new_knowledge, q7_new_partners, q8_satisfaction, q9_additionality)
      SELECT m.reference_year, 'R' || m.company_id, m.company_id, m.cluster_id, CASE WHEN ${draw('m.company_id', 40, 3)} > 0 THEN 'complete' ELSE 'nonresponse' END,
        c.size_band || '/' || c.region, ${Math.ceil(companies / 60)}, ${[41, 42, 43, 44, 45, 46, 47].map((salt) => `${draw('m.company_id', salt, 3)} = 0`).join(', ')},
        1 + ${draw('m.company_id', 48, 5)}, ${draw('m.company_id', 49, 2)} = 0
      FROM accounts.membership AS m JOIN accounts.company AS c ON c.reference_year = m.reference_year AND c.company_id = m.company_id
      WHERE m.is_dedicated AND ${draw('m.company_id', 50, Math.max(1, Math.round(companies / 9000)))} = 0`,
    `INSERT INTO accounts.event (reference_year, event_id, title, event_type, country, cluster_id, attended)
      SELECT reference_year, cluster_id || '-' || k, cluster_id || ' event ' || k, 'Type ' || k % 5, 'DK', cluster_id, 20 + k FROM accounts.cluster, range(1, 12) AS e (k)`,
    `INSERT INTO accounts.participation (reference_year, cluster_id, activity_id, company_id, persons, delivery_id, source_row)
      SELECT reference_year, cluster_id, cluster_id || '-' || (1 + ${draw('company_id', 60, 11)}), company_id, 1, 1, 1 FROM accounts.membership WHERE ${draw('company_id', 61, 4)} = 0`,
    `INSERT INTO accounts.finance (reference_year, cluster_id, source, budget_or_actual, amount_dkk, delivery_id, source_row)
      SELECT reference_year, cluster_id, source, 'actual', 1000.25 * length(source), 1, length(source)
      FROM accounts.cluster, (SELECT unnest(['state', 'region', 'eu', 'private_cash', 'private_in_kind', 'fee']) AS source)`,
    `INSERT INTO accounts.frame (reference_year, company_id, municipality, region, growth_forum, size_band, industry, group_id)
      SELECT reference_year, company_id, municipality, region, growth_forum, size_band, industry, group_id FROM accounts.company
      UNION ALL SELECT y, 'X' || i, m.municipality_code, m.region_code, m.growth_forum, '1-9', chr(65 + ${draw('i', 70, 19)}), 'X' || i
      FROM range(1, ${3 * companies}) AS c (i), (SELECT reference_year AS y FROM accounts.reference_year), place AS m WHERE m.n = ${draw('i', 71, 98)}`,
  ];
}

/** Fills empty accounts tables with so many invented companies a year. */
export async function generateAccounts(store: Store, companies: number): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE place AS
    SELECT (row_number() OVER (ORDER BY municipality_code) - 1)::INTEGER AS n, municipality_code, region_code, growth_forum, is_peripheral
    FROM codelist.municipality WHERE valid_from <= DATE '2013-12-31' AND (valid_to IS NULL OR valid_to >= DATE '2013-12-31') AND municipality_code <> '0411'`);
  for (const sql of statements(companies)) await store.run(sql);
  await store.run('DROP TABLE place');
}
