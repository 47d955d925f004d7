/*
id: SUR09
name: { da: Additionalitet, en: Additionality }
definition:
  da: Andelen af de dedikerede virksomheder, der ikke ville have gjort det samme uden klyngen.
  en: Share of dedicated companies that would not have done the same without the cluster.
numerator: { da: Vægtet antal med ja til additionalitet, en: Weighted number with yes to additionality }
denominator: { da: Vægtet antal med svar på spørgsmålet, en: Weighted number with an answer to the question }
measures:
  - { name: rate_pct, title: { da: Vægtet andel, en: Weighted share }, unit: pct, decimals: 1, statistic: estimate }
estimator: survey
evidence_tier: survey
disclosure_class: S3
breakdowns: [region, growth_forum, size_band, item, region x size_band, region x item]
inputs: [survey]
item:
  title: { da: SMV eller ej, en: SME or not }
  values:
    sme: { da: SMV (under sme_limit ansatte), en: SMEs (fewer employees than sme_limit) }
    not_sme: { da: Større virksomheder, en: Larger companies }
*/
SELECT reference_year, respondent_id AS unit, group_id, region, growth_forum, size_band,
  CASE WHEN employees IS NOT NULL THEN CASE WHEN employees < $sme_limit THEN 'sme' ELSE 'not_sme' END END AS item,
  stratum, population, response_status IN ('complete', 'partial') AS has_responded,
  q9_additionality AS outcome, delivery_id, source_row
FROM respondent
