/*
id: SUR01
name: { da: Innovationsrate (realiseret), en: Innovation rate (realised) }
definition:
  da: Andelen af de dedikerede virksomheder, der har gennemført mindst én produkt-, service- eller procesinnovation i perioden.
  en: Share of dedicated companies that implemented at least one product, service or process innovation in the period.
numerator: { da: "Vægtet antal med ja til produkt, service eller proces", en: "Weighted number with yes to product, service or process" }
denominator: { da: Vægtet antal med svar på spørgsmålet, en: Weighted number with an answer to the question }
measures:
  - { name: rate_pct, title: { da: Vægtet andel, en: Weighted share }, unit: pct, decimals: 1, statistic: estimate }
estimator: survey
evidence_tier: survey
disclosure_class: S3
breakdowns: [cluster, region, growth_forum, size_band, industry, item, region x size_band, region x item]
inputs: [survey]
item:
  title: { da: SMV eller ej, en: SME or not }
  values:
    sme: { da: SMV (under sme_limit ansatte), en: SMEs (fewer employees than sme_limit) }
    not_sme: { da: Større virksomheder, en: Larger companies }
comparability:
  da: Realiseret innovation efter Oslo-manualen 2018. Må ikke sammenlignes med tal, der også tæller forventet innovation.
  en: Realised innovation after the Oslo Manual 2018. Not to be compared with numbers that also count expected innovation.
*/
SELECT reference_year, respondent_id AS unit, group_id, cluster, region, growth_forum, size_band, industry,
  CASE WHEN employees IS NOT NULL THEN CASE WHEN employees < $sme_limit THEN 'sme' ELSE 'not_sme' END END AS item,
  stratum, population, response_status IN ('complete', 'partial') AS has_responded,
  innovates AS outcome, delivery_id, source_row
FROM respondent
