/*
id: SUR03
name: { da: Procesinnovation, en: Process innovators }
definition:
  da: Andelen af de dedikerede virksomheder, der har taget en ny eller væsentligt forbedret proces i brug.
  en: Share of dedicated companies that put a new or significantly improved process into use.
numerator: { da: Vægtet antal med ja til proces, en: Weighted number with yes to process }
denominator: { da: Vægtet antal med svar på spørgsmålet, en: Weighted number with an answer to the question }
measures:
  - { name: rate_pct, title: { da: Vægtet andel, en: Weighted share }, unit: pct, decimals: 1, statistic: estimate }
estimator: survey
evidence_tier: survey
disclosure_class: S3
breakdowns: [region, growth_forum, size_band, industry, item, region x size_band, region x item]
inputs: [survey]
item:
  title: { da: SMV eller ej, en: SME or not }
  values:
    sme: { da: SMV (under sme_limit ansatte), en: SMEs (fewer employees than sme_limit) }
    not_sme: { da: Større virksomheder, en: Larger companies }
*/
SELECT reference_year, respondent_id AS unit, group_id, region, growth_forum, size_band, industry,
  CASE WHEN employees IS NOT NULL THEN CASE WHEN employees < $sme_limit THEN 'sme' ELSE 'not_sme' END END AS item,
  stratum, population, response_status IN ('complete', 'partial') AS has_responded,
  q3_process_innovation AS outcome, delivery_id, source_row
FROM respondent
