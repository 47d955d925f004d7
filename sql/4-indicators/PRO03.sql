/*
id: PRO03
name: { da: Virksomheder pr. projekt, en: Companies per project }
definition:
  da: Gennemsnit og median af antallet af forskellige virksomheder i de projekter, der løber i året.
  en: Mean and median of the number of different companies in the projects that run in the year.
numerator: { da: Virksomheder i hvert aktivt projekt, en: Companies in each active project }
denominator: { da: Aktive projekter (PRO01), en: Active projects (PRO01) }
measures:
  - { name: mean, title: { da: Gennemsnit, en: Mean }, unit: companies, decimals: 1, statistic: ratio, of: companies, over: is_project }
  - { name: median, title: { da: Median, en: Median }, unit: companies, decimals: 1, statistic: median, of: companies }
evidence_tier: self-report
disclosure_class: S5
breakdowns: [cluster]
inputs: [clusters, projects, project_participants]
*/
WITH counted AS (
  SELECT reference_year, project_id, count(DISTINCT company_id) AS companies
  FROM project_company
  GROUP BY reference_year, project_id
)
SELECT p.reference_year, p.project_id AS unit, k.cluster_id AS cluster, coalesce(c.companies, 0) AS companies,
  true AS is_project, p.delivery_id, p.source_row
FROM accounts.project AS p
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
LEFT JOIN counted AS c ON c.reference_year = p.reference_year AND c.project_id = p.project_id
WHERE p.is_active
