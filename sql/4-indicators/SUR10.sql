/*
id: SUR10
name: { da: Svarprocent, en: Response rate }
definition:
  da: Andelen af de spurgte virksomheder i målgruppen, der har svaret fuldt, delvist eller mindst delvist.
  en: Share of the companies asked in the target group that answered completely, partially, or at least partially.
numerator: { da: "Spurgte med fuldt, henholdsvis delvist svar", en: "Companies asked with a complete, or a partial, answer" }
denominator: { da: Spurgte i målgruppen, en: Companies asked in the target group }
measures:
  - { name: response_pct, title: { da: Svarprocent i alt, en: Total response rate }, unit: pct, decimals: 1, statistic: share, of: has_responded, over: is_eligible }
  - { name: complete_pct, title: { da: Fulde svar, en: Complete answers }, unit: pct, decimals: 1, statistic: share, of: is_complete, over: is_eligible }
  - { name: partial_pct, title: { da: Delvise svar, en: Partial answers }, unit: pct, decimals: 1, statistic: share, of: is_partial, over: is_eligible }
  - { name: eligible_count, title: { da: Spurgte i målgruppen, en: Asked in the target group }, unit: companies, decimals: 0, statistic: count, of: is_eligible }
evidence_tier: survey
disclosure_class: S0
breakdowns: [cluster, region, growth_forum, size_band, item]
inputs: [survey]
item:
  title: { da: SMV eller ej, en: SME or not }
  values:
    sme: { da: SMV (under sme_limit ansatte), en: SMEs (fewer employees than sme_limit) }
    not_sme: { da: Større virksomheder, en: Larger companies }
comparability:
  da: Uvægtet; virksomheder uden for målgruppen er trukket fra.
  en: Unweighted; companies outside the target group are taken out.
*/
SELECT reference_year, respondent_id AS unit, group_id, cluster, region, growth_forum, size_band,
  CASE WHEN employees IS NOT NULL THEN CASE WHEN employees < $sme_limit THEN 'sme' ELSE 'not_sme' END END AS item,
  response_status IN ('complete', 'partial') AS has_responded, response_status = 'complete' AS is_complete,
  response_status = 'partial' AS is_partial, true AS is_eligible, delivery_id, source_row
FROM respondent
