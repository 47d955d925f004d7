/*
id: INT04
name: { da: Internationale klyngepartnere, en: Foreign cluster partners }
definition:
  da: Antal forskellige udenlandske organisationer og deres lande i afholdte møder mellem klynger.
  en: Number of different foreign organisations, and of their countries, in meetings held between clusters.
numerator: { da: "Udenlandske parter i afholdte klynge-klynge-møder", en: Foreign parties of cluster-to-cluster meetings held }
measures:
  - { name: partners, title: { da: Partnere, en: Partners }, unit: count, decimals: 0, statistic: count, of: is_partner }
  - { name: countries, title: { da: Lande, en: Countries }, unit: count, decimals: 0, statistic: count, of: is_country }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [events, meetings]
*/
SELECT reference_year, 'organisation:' || country || '/' || accounts.name_key(organisation) AS unit, cluster, true AS is_partner,
  false AS is_country, delivery_id, source_row
FROM meeting_party
WHERE meeting_type = 'c2c' AND is_foreign AND organisation IS NOT NULL
UNION ALL
SELECT reference_year, 'country:' || country, cluster, false, true, delivery_id, source_row
FROM meeting_party
WHERE meeting_type = 'c2c' AND is_foreign
