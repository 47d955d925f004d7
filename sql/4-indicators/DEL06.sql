/*
id: DEL06
name: { da: Nye deltagere, en: New participants }
definition:
  da: Deltagende virksomheder, der ikke deltog i nogen klynge i de tre foregående år, og dem, der vender tilbage efter mindst et års fravær.
  en: Participating companies that took part in no cluster in the three years before, and those that come back after at least a year away.
numerator: { da: "Nye, henholdsvis tilbagevendte virksomheder", en: "New companies, or companies that returned" }
denominator: { da: Unikke deltagende virksomheder (DEL01), en: Unique participating companies (DEL01) }
measures:
  - { name: share_pct, title: { da: Andel nye, en: Share of new ones }, unit: pct, decimals: 1, statistic: share, of: is_new, over: takes_part }
  - { name: count, title: { da: Nye virksomheder, en: New companies }, unit: companies, decimals: 0, statistic: count, of: is_new }
  - { name: returning_count, title: { da: Tilbagevendte virksomheder, en: Companies that returned }, unit: companies, decimals: 0, statistic: count, of: is_returning }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, region x size_band]
inputs: [clusters, participants]
earlier_years: 3
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Med færre end tre tidligere år i leverancerne tæller flere som nye; noten siger, hvor mange år der er sammenlignet med.
  en: With fewer than three earlier years in the drops more count as new; the note says how many years were compared.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band,
  participation_status = 'new' AS is_new, participation_status = 'returning' AS is_returning, true AS takes_part,
  delivery_id, source_row
FROM participant
