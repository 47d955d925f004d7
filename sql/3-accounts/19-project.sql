-- purpose: projects of each reference year. Of two rows of one project the later delivered counts, but the clusters of all
--          rows are kept (accounts.project_cluster). Active: awarded (or nothing stated) and running in the year.
-- grain:   one row per reference year and project
-- inputs:  typed.projects, accounts.delivery, codelist.country_key
-- output:  accounts.project, key (reference_year, project_id)
CREATE OR REPLACE TABLE accounts.project AS
WITH latest AS (
  SELECT *
  FROM typed.projects
  WHERE project_id IS NOT NULL AND reference_year IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY reference_year, accounts.code_key(project_id) ORDER BY delivery_id DESC, source_row DESC) = 1
),
country AS (
  SELECT l.delivery_id, l.source_row, list(DISTINCT k.country_code ORDER BY k.country_code) AS countries
  FROM (SELECT delivery_id, source_row, unnest(countries) AS country FROM latest) AS l
  JOIN codelist.country_key AS k ON k.key = typing.country_key(l.country)
  GROUP BY l.delivery_id, l.source_row
),
clusters AS (
  SELECT reference_year, accounts.code_key(project_id) AS project_id, count(DISTINCT accounts.code_key(cluster_id)) AS cluster_count
  FROM (SELECT reference_year, project_id, unnest(cluster_ids) AS cluster_id FROM typed.projects)
  GROUP BY ALL
)
SELECT p.reference_year, accounts.code_key(p.project_id) AS project_id, p.title, p.project_type, p.start_date, p.end_date,
  coalesce(p.application_status, 'awarded') = 'awarded'
    AND (p.start_date IS NULL OR year(p.start_date) <= p.reference_year)
    AND (p.end_date IS NULL OR year(p.end_date) >= p.reference_year) AS is_active,
  p.budget_total_dkk, p.budget_state_dkk, p.budget_region_dkk, p.budget_eu_dkk, p.budget_municipality_dkk,
  p.budget_private_cash_dkk, p.budget_private_in_kind_dkk, p.programme, p.application_status,
  coalesce(p.is_international, len(list_filter(c.countries, lambda code: code <> d.home_country)) > 0, false) AS is_international,
  coalesce(c.countries, []) AS countries, coalesce(n.cluster_count, 0)::INTEGER AS cluster_count, p.delivery_id, p.source_row
FROM latest AS p
JOIN accounts.delivery AS d ON d.delivery_id = p.delivery_id
LEFT JOIN country AS c ON c.delivery_id = p.delivery_id AND c.source_row = p.source_row
LEFT JOIN clusters AS n ON n.reference_year = p.reference_year AND n.project_id = accounts.code_key(p.project_id)
ORDER BY p.reference_year, project_id;
