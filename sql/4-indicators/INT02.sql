/*
id: INT02
name: { da: Virksomheder i internationale projekter, en: Companies in international projects }
definition:
  da: Antal forskellige virksomheder i mindst ét aktivt projekt med udenlandske partnere.
  en: Number of different companies in at least one active project with foreign partners.
numerator: { da: Virksomheder i internationale projekter, en: Companies in international projects }
measures:
  - { name: count, title: { da: Virksomheder, en: Companies }, unit: companies, decimals: 0, statistic: count, of: is_international }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band]
inputs: [clusters, projects, project_participants]
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, is_international, delivery_id, source_row
FROM project_company
WHERE is_international
