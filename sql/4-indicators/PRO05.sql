/*
id: PRO05
name: { da: Tværgående projekter, en: Cross-cluster projects }
definition:
  da: Andelen af årets aktive samarbejdsprojekter, som mindst to klynger står bag.
  en: Share of the year's active collaboration projects that at least two clusters stand behind.
numerator: { da: Projekter med mindst to klynger, en: Projects with at least two clusters }
denominator: { da: Aktive projekter (PRO01), en: Active projects (PRO01) }
measures:
  - { name: share_pct, title: { da: Andel tværgående, en: Cross-cluster share }, unit: pct, decimals: 1, statistic: share, of: is_crossing, over: is_active }
  - { name: count, title: { da: Tværgående projekter, en: Cross-cluster projects }, unit: count, decimals: 0, statistic: count, of: is_crossing }
evidence_tier: self-report
disclosure_class: S0
breakdowns: []
inputs: [projects]
*/
SELECT reference_year, project_id AS unit, cluster_count >= 2 AS is_crossing, is_active, delivery_id, source_row
FROM accounts.project
WHERE is_active
