/*
id: DEL11
name: { da: Udenlandske deltagere, en: Foreign participants }
definition:
  da: Antal forskellige virksomheder med hjemsted uden for Danmark, der deltog i mindst én klynge.
  en: Number of different companies at home outside Denmark that took part in at least one cluster.
numerator: { da: Udenlandske virksomheder, en: Foreign companies }
measures:
  - { name: count, title: { da: Udenlandske virksomheder, en: Foreign companies }, unit: companies, decimals: 0, statistic: count, of: is_foreign }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, item]
inputs: [clusters, participants]
item:
  title: { da: Land, en: Country }
comparability:
  da: Kendes på landekode og nationalt nummer, ellers på navn; navne i flere stavemåder kan tælle dobbelt.
  en: Known by country and national number, otherwise by name; names in several spellings may count twice.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, CASE WHEN is_foreign THEN country END AS item, is_foreign,
  delivery_id, source_row
FROM participant
