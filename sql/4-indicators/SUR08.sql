/*
id: SUR08
name: { da: Tilfredshed (4–5 af 5), en: Satisfaction (4–5 of 5) }
definition:
  da: Andelen af de dedikerede virksomheder, der på en skala fra 1 til 5 giver klyngen 4 eller 5.
  en: Share of dedicated companies that give the cluster 4 or 5 on a scale from 1 to 5.
numerator: { da: Vægtet antal med 4 eller 5, en: Weighted number with 4 or 5 }
denominator: { da: Vægtet antal med svar på spørgsmålet, en: Weighted number with an answer to the question }
measures:
  - { name: rate_pct, title: { da: Vægtet andel, en: Weighted share }, unit: pct, decimals: 1, statistic: estimate }
estimator: survey
evidence_tier: survey
disclosure_class: S3
breakdowns: [cluster, region, growth_forum, size_band, item, region x size_band, region x item]
inputs: [survey]
item:
  title: { da: SMV eller ej, en: SME or not }
  values:
    sme: { da: SMV (under sme_limit ansatte), en: SMEs (fewer employees than sme_limit) }
    not_sme: { da: Større virksomheder, en: Larger companies }
*/
SELECT reference_year, respondent_id AS unit, group_id, cluster, region, growth_forum, size_band,
  CASE WHEN employees IS NOT NULL THEN CASE WHEN employees < $sme_limit THEN 'sme' ELSE 'not_sme' END END AS item,
  stratum, population, response_status IN ('complete', 'partial') AS has_responded,
  q8_satisfaction >= 4 AS outcome, delivery_id, source_row
FROM respondent
