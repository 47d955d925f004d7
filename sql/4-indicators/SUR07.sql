/*
id: SUR07
name: { da: Nye samarbejdspartnere, en: New partners }
definition:
  da: Andelen af de dedikerede virksomheder, der har fået nye samarbejdspartnere blandt virksomheder eller videninstitutioner.
  en: Share of dedicated companies that got new partners among companies or knowledge institutions.
numerator: { da: Vægtet antal med ja til nye partnere, en: Weighted number with yes to new partners }
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
  q7_new_partners AS outcome, delivery_id, source_row
FROM respondent
