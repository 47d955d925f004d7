/*
id: DEL04
name: { da: Dedikerede virksomheder, en: Dedicated companies }
definition:
  da: Deltagende virksomheder, hvis deltagelse er bekræftet ved aftale, interessetilkendegivelse, projektdeltagelse eller kontingent, i antal og som andel.
  en: Participating companies whose participation is confirmed by agreement, letter of intent, project participation or fee, as number and share.
numerator: { da: "Virksomheder, der opfylder reglen om dedikeret (parameteren dedicated_rule)", en: Companies that meet the rule of dedicated (parameter dedicated_rule) }
denominator: { da: Unikke deltagende virksomheder (DEL01), en: Unique participating companies (DEL01) }
measures:
  - { name: count, title: { da: Dedikerede virksomheder, en: Dedicated companies }, unit: companies, decimals: 0, statistic: count, of: is_dedicated }
  - { name: share_pct, title: { da: Andel af deltagende virksomheder, en: Share of participating companies }, unit: pct, decimals: 1, statistic: share, of: is_dedicated, over: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, industry]
crossings: standard
inputs: [clusters, participants]
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: For en klynge tæller kun dedikeret deltagelse i netop den klynge.
  en: For a cluster only dedicated participation in that very cluster counts.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, industry,
  is_dedicated_here AS is_dedicated, true AS takes_part, delivery_id, source_row
FROM participant
