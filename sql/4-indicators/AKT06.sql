/*
id: AKT06
name: { da: Kompetenceudvikling, en: Use of support activities }
definition:
  da: Andelen af klyngerne, der har brugt støtteorganisationens sparring, workshopper, regionale workshopper, master classes eller innovation camp.
  en: Share of the clusters that used the support organisation's sparring, workshops, regional workshops, master classes or innovation camp.
numerator: { da: Klynger med mindst én deltagelse, en: Clusters that took part at least once }
denominator: { da: Klynger i kataloget, en: Clusters of the catalogue }
measures:
  - { name: share_pct, title: { da: Andel af klyngerne, en: Share of clusters }, unit: pct, decimals: 1, statistic: share, of: takes_part, over: is_cluster }
  - { name: count, title: { da: Klynger, en: Clusters }, unit: count, decimals: 0, statistic: count, of: takes_part }
  - { name: activity_count, title: { da: Aktiviteter, en: Activities }, unit: count, decimals: 0, statistic: count, of: is_activity }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [item]
denominator_ignores: [item]
inputs: [clusters, events, participations]
item:
  title: { da: Støtteaktivitet, en: Support activity }
  values:
    sparring: { da: Sparring, en: Sparring }
    workshop: { da: Workshop, en: Workshop }
    regional_workshop: { da: Regional workshop, en: Regional workshop }
    master_class: { da: Master class, en: Master class }
    innovation_camp: { da: Innovation camp, en: Innovation camp }
comparability:
  da: Støtteaktiviteter er arrangementer uden arrangerende klynge; en klynges egne workshopper tæller ikke med.
  en: Support activities are events without a cluster that held them; a cluster's own workshops do not count.
*/
WITH activity AS (
  SELECT reference_year, event_id, delivery_id, source_row,
    CASE
      WHEN event_type ILIKE '%sparring%' THEN 'sparring'
      WHEN event_type ILIKE '%master%class%' THEN 'master_class'
      WHEN event_type ILIKE '%camp%' THEN 'innovation_camp'
      WHEN event_type ILIKE '%regional%' THEN 'regional_workshop'
      WHEN event_type ILIKE '%workshop%' THEN 'workshop'
    END AS item
  FROM accounts.event
  WHERE cluster_id IS NULL
),
attendance AS (
  SELECT reference_year, accounts.code_key(cluster_id) AS cluster, accounts.code_key(activity_id) AS activity_id, delivery_id, source_row
  FROM typed.participations
)
SELECT reference_year, 'cluster:' || cluster AS unit, NULL AS item, false AS takes_part, true AS is_cluster,
  false AS is_activity, delivery_id, source_row
FROM active_cluster
UNION ALL
SELECT a.reference_year, 'activity:' || a.event_id, a.item, false, false, true, a.delivery_id, a.source_row
FROM activity AS a
WHERE a.item IS NOT NULL
UNION ALL
SELECT t.reference_year, 'cluster:' || t.cluster, a.item, true, true, false, t.delivery_id, t.source_row
FROM attendance AS t
JOIN activity AS a ON a.reference_year = t.reference_year AND a.event_id = t.activity_id
SEMI JOIN active_cluster AS c ON c.reference_year = t.reference_year AND c.cluster = t.cluster
WHERE a.item IS NOT NULL
