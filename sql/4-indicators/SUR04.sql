/*
id: SUR04
name: { da: Forventet innovation, en: Expected innovation only }
definition:
  da: Andelen af de dedikerede virksomheder, der forventer innovation, men endnu ikke har gennemført nogen.
  en: Share of dedicated companies that expect innovation but have not implemented any yet.
numerator: { da: Vægtet antal med ja til forventet og nej til gennemført, en: Weighted number with yes to expected and no to implemented }
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
  q5_expected_innovation AND NOT innovates AS outcome, delivery_id, source_row
FROM respondent
