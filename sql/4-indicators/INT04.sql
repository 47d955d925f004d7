/*
id: INT04
name: { da: Internationale klyngepartnere, en: Foreign cluster partners }
definition:
  da: Antal forskellige udenlandske organisationer og deres lande i afholdte møder mellem klynger, og alle afholdte møder efter den udenlandske parts land.
  en: Number of different foreign organisations and of their countries in meetings held between clusters, and all meetings held by country of the foreign party.
numerator: { da: "Udenlandske parter i afholdte klynge-klynge-møder", en: Foreign parties of cluster-to-cluster meetings held }
measures:
  - { name: partners, title: { da: Partnere, en: Partners }, unit: count, decimals: 0, statistic: count, of: is_partner }
  - { name: countries, title: { da: Lande, en: Countries }, unit: count, decimals: 0, statistic: count, of: is_country }
  - { name: held_meetings, title: { da: Afholdte møder med udenlandsk part, en: Meetings held with a foreign party }, unit: count, decimals: 0, statistic: count, of: is_meeting, breakdowns: [item] }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [events, meetings]
item:
  title: { da: Land, en: Country }
*/
SELECT reference_year, 'organisation:' || country || '/' || accounts.name_key(organisation) AS unit, cluster, NULL AS item,
  true AS is_partner, false AS is_country, false AS is_meeting, delivery_id, source_row
FROM meeting_party
WHERE meeting_type = 'c2c' AND is_foreign AND organisation IS NOT NULL
UNION ALL
SELECT reference_year, 'country:' || country, cluster, NULL, false, true, false, delivery_id, source_row
FROM meeting_party
WHERE meeting_type = 'c2c' AND is_foreign
UNION ALL
SELECT reference_year, 'meeting:' || meeting_id, cluster, country, false, false, true, delivery_id, source_row
FROM meeting_party
WHERE is_foreign
