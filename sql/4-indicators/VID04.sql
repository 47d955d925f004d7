/*
id: VID04
name: { da: Nye samarbejder mellem virksomheder og videninstitutioner, en: New links between companies and knowledge institutions }
definition:
  da: Antal par af virksomhed og videninstitution, der i året er i samme projekt og ikke var det i et tidligere år i leverancerne.
  en: Number of pairs of company and knowledge institution that share a project in the year and did not in an earlier year of the drops.
numerator: { da: Nye par af virksomhed og videninstitution, en: New pairs of company and knowledge institution }
measures:
  - { name: count, title: { da: Nye par, en: New pairs }, unit: count, decimals: 0, statistic: count, of: is_new }
  - { name: all_count, title: { da: Alle par, en: All pairs }, unit: count, decimals: 0, statistic: count, of: is_pair }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region]
inputs: [clusters, projects, project_participants]
earlier_years: 3
comparability:
  da: Jo flere år leverancerne rummer, desto færre par er nye.
  en: The more years the drops hold, the fewer pairs are new.
*/
WITH pair AS (
  SELECT c.reference_year, c.company_id, t.organisation_id, c.group_id, c.cluster, c.region, t.delivery_id, t.source_row
  FROM project_company AS c
  JOIN accounts.project_participant AS t ON t.reference_year = c.reference_year AND t.project_id = c.project_id
  WHERE t.organisation_type <> 'company' AND t.organisation_id IS NOT NULL
),
first_seen AS (
  SELECT company_id, organisation_id, min(reference_year) AS first_year FROM pair GROUP BY company_id, organisation_id
)
SELECT p.reference_year, p.company_id || '/' || p.organisation_id AS unit, p.group_id, p.cluster, p.region,
  f.first_year = p.reference_year AS is_new, true AS is_pair, p.delivery_id, p.source_row
FROM pair AS p
JOIN first_seen AS f ON f.company_id = p.company_id AND f.organisation_id = p.organisation_id
