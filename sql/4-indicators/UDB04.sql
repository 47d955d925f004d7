/*
id: UDB04
name: { da: Dokumentationsgrad, en: Documented outcome share }
definition:
  da: Andelen af virksomhederne med nye produkter, ydelser eller processer, for hvilke klyngen har anført dokumentation.
  en: Share of the companies with new products, services or processes for which the cluster states evidence.
numerator: { da: Virksomheder med dokumenteret udbytte, en: Companies with a documented outcome }
denominator: { da: "Virksomheder med nye produkter, ydelser eller processer (UDB03)", en: "Companies with new products, services or processes (UDB03)" }
measures:
  - { name: share_pct, title: { da: Dokumenteret andel, en: Documented share }, unit: pct, decimals: 1, statistic: share, of: is_documented, over: has_outcome }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster]
inputs: [clusters, participants, outcomes]
*/
SELECT reference_year, company_id AS unit, group_id, cluster, has_result AS has_outcome,
  CASE WHEN has_result IS NOT NULL THEN has_result AND is_documented END AS is_documented, delivery_id, source_row
FROM outcome_participant
