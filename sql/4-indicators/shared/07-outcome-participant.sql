-- purpose: participating companies with the outcomes that their cluster reports for them
-- grain:   one row per reference year, cluster and company; outcomes NULL where the cluster delivered none for anybody
-- inputs:  participant, accounts.outcome, project_company
-- output:  outcome_participant, key (reference_year, cluster, company_id)
CREATE OR REPLACE TEMP TABLE outcome_participant AS
WITH outcome AS (
  SELECT reference_year, cluster_id, company_id, bool_or(new_ideas) AS ideas, bool_or(new_competences) AS competences,
    bool_or(new_product) AS product, bool_or(new_service) AS service, bool_or(new_process) AS process,
    bool_or(is_documented AND (new_product OR new_service OR new_process)) AS is_documented
  FROM accounts.outcome
  GROUP BY reference_year, cluster_id, company_id
),
delivered AS (
  SELECT DISTINCT reference_year, cluster_id FROM accounts.outcome
),
in_project AS (
  SELECT DISTINCT reference_year, cluster, company_id FROM project_company
)
SELECT p.*, j.company_id IS NOT NULL AS in_project,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.ideas, false) END AS ideas,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.competences, false) END AS competences,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.product, false) END AS product,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.service, false) END AS service,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.process, false) END AS process,
  CASE WHEN d.cluster_id IS NOT NULL THEN coalesce(o.product OR o.service OR o.process, false) END AS has_result,
  coalesce(o.is_documented, false) AS is_documented
FROM participant AS p
LEFT JOIN delivered AS d ON d.reference_year = p.reference_year AND d.cluster_id = p.cluster
LEFT JOIN outcome AS o
  ON o.reference_year = p.reference_year AND o.cluster_id = p.cluster AND o.company_id = p.company_id
LEFT JOIN in_project AS j
  ON j.reference_year = p.reference_year AND j.cluster = p.cluster AND j.company_id = p.company_id;
