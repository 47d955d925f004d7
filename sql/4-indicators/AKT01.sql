/*
id: AKT01
name: { da: Arrangementer, en: Events }
definition:
  da: Antal arrangementer holdt i året af klyngerne og af klyngestøtteorganisationen, fordelt på type.
  en: Number of events held in the year by the clusters and by the cluster support organisation, by type.
numerator: { da: Arrangementer, en: Events }
measures:
  - { name: count, title: { da: Arrangementer, en: Events }, unit: count, decimals: 0, statistic: count, of: is_event }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, region, item]
crossings: standard
inputs: [clusters, events]
item:
  title: { da: Arrangementstype, en: Type of event }
  usual: event_type
comparability:
  da: Region er arrangerende klynges hjemregion; støtteorganisationens arrangementer hører til ingen region.
  en: Region is the home region of the cluster that held it; events of the support organisation belong to no region.
*/
SELECT e.reference_year, e.event_id AS unit, e.cluster_id AS cluster, c.region, e.event_type AS item, true AS is_event,
  e.delivery_id, e.source_row
FROM event_item AS e
LEFT JOIN accounts.cluster AS c ON c.reference_year = e.reference_year AND c.cluster_id = e.cluster_id
