/*
id: PRO02
name: { da: Virksomheder i samarbejdsprojekter, en: Companies in collaboration projects }
definition:
  da: Antal forskellige virksomheder i mindst ét samarbejdsprojekt, der løb i året, og deres andel af de deltagende virksomheder.
  en: Number of different companies in at least one collaboration project that ran in the year, and their share of participating companies.
numerator:
  da: Virksomheder i et bevilget projekt, der løber på mindst én dag i året
  en: Companies in an awarded project that runs on at least one day of the year
denominator: { da: Unikke deltagende virksomheder (DEL01), en: Unique participating companies (DEL01) }
measures:
  - { name: count, title: { da: Virksomheder i projekter, en: Companies in projects }, unit: companies, decimals: 0, statistic: count, of: in_project }
  - { name: share_pct, title: { da: Andel af deltagende virksomheder, en: Share of participating companies }, unit: pct, decimals: 1, statistic: share, of: in_project_and_cluster, over: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, industry]
crossings: standard
inputs: [clusters, participants, projects, project_participants]
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Andelen tæller kun projektvirksomheder, der også står som deltagere, så den aldrig overstiger 100 pct.
  en: The share counts only project companies that are also listed as participants, so it never exceeds 100 %.
*/
SELECT p.reference_year, p.company_id AS unit, p.group_id, p.cluster, p.region, p.growth_forum, p.size_band, p.industry,
  false AS in_project, j.company_id IS NOT NULL AS in_project_and_cluster, true AS takes_part, p.delivery_id, p.source_row
FROM participant AS p
LEFT JOIN (SELECT DISTINCT reference_year, company_id, cluster FROM project_company) AS j
  ON j.reference_year = p.reference_year AND j.company_id = p.company_id AND j.cluster = p.cluster
UNION ALL BY NAME
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, industry,
  true AS in_project, false AS in_project_and_cluster, false AS takes_part, delivery_id, source_row
FROM project_company
UNION ALL BY NAME
SELECT c.reference_year, c.company_id AS unit, c.group_id, c.region, c.growth_forum, c.size_band, c.industry,
  false AS in_project, true AS in_project_and_cluster, true AS takes_part, c.delivery_id, c.source_row
FROM project_company AS c
SEMI JOIN participant AS p ON p.reference_year = c.reference_year AND p.company_id = c.company_id
