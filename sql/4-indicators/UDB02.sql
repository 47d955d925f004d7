/*
id: UDB02
name: { da: Virksomheder med nye kompetencer eller værktøjer, en: Companies with new competences or tools }
definition:
  da: Deltagende virksomheder, der ifølge klyngerne har fået nye kompetencer eller værktøjer som følge af deltagelsen, i antal og som andel.
  en: Participating companies that according to the clusters got new competences or tools as a result of taking part, as number and share.
numerator: { da: Deltagende virksomheder med nye kompetencer eller værktøjer, en: Participating companies with new competences or tools }
denominator: { da: Unikke deltagende virksomheder (DEL01), en: Unique participating companies (DEL01) }
measures:
  - { name: count, title: { da: Virksomheder, en: Companies }, unit: companies, decimals: 0, statistic: count, of: has_outcome }
  - { name: share_pct, title: { da: Andel af deltagende virksomheder, en: Share of participating companies }, unit: pct, decimals: 1, statistic: share, of: has_outcome, over: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, region x size_band]
inputs: [clusters, participants, outcomes]
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Klyngernes egen vurdering; trinene på udbyttestigen overlapper og må ikke lægges sammen.
  en: The clusters' own assessment; the rungs of the outcome ladder overlap and must not be added.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, competences AS has_outcome,
  true AS takes_part, delivery_id, source_row
FROM outcome_participant
