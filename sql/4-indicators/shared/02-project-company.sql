-- purpose: companies in collaboration projects that run in the year, by cluster of the project
-- grain:   one row per reference year, project, cluster and company; cluster NULL where the project names none
-- inputs:  accounts.project, accounts.project_participant, accounts.project_cluster, accounts.company
-- output:  project_company, key (reference_year, project_id, cluster, company_id)
CREATE OR REPLACE TEMP TABLE project_company AS
SELECT DISTINCT ON (p.reference_year, p.project_id, k.cluster_id, t.company_id)
  p.reference_year, p.project_id, p.is_international, k.cluster_id AS cluster, t.company_id, c.group_id, c.region,
  c.growth_forum, c.municipality, c.size_band, c.industry, t.delivery_id, t.source_row
FROM accounts.project AS p
JOIN accounts.project_participant AS t ON t.reference_year = p.reference_year AND t.project_id = p.project_id
JOIN accounts.company AS c ON c.reference_year = t.reference_year AND c.company_id = t.company_id
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
WHERE p.is_active
  AND (t.from_date IS NULL OR year(t.from_date) <= p.reference_year)
  AND (t.to_date IS NULL OR year(t.to_date) >= p.reference_year)
ORDER BY p.reference_year, p.project_id, k.cluster_id, t.company_id, t.delivery_id, t.source_row;
