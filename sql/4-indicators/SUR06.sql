/*
id: SUR06
name: { da: Ny relevant viden, en: New relevant knowledge }
definition:
  da: Andelen af de dedikerede virksomheder, der har fået ny, relevant viden gennem klyngen.
  en: Share of dedicated companies that got new, relevant knowledge through the cluster.
numerator: { da: Vægtet antal med ja til ny viden, en: Weighted number with yes to new knowledge }
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
  q6_new_knowledge AS outcome, delivery_id, source_row
FROM respondent
