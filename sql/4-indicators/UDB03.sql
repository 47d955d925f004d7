/*
id: UDB03
name: { da: "Virksomheder med nye produkter, ydelser eller processer", en: "Companies with new products, services or processes" }
definition:
  da: Virksomheder, der ifølge klyngerne har fået mindst ét nyt produkt, én ny ydelse eller én ny proces som følge af deltagelsen.
  en: Companies that according to the clusters have at least one new product, service or process as a result of taking part.
numerator:
  da: Deltagende virksomheder med mindst ét af de tre udbytter
  en: Participating companies with at least one of the three outcomes
denominator:
  da: Unikke deltagende virksomheder (DEL01), henholdsvis virksomheder i projekter (PRO02)
  en: Unique participating companies (DEL01); for the second share, companies in projects (PRO02)
measures:
  - { name: count, title: { da: Virksomheder, en: Companies }, unit: companies, decimals: 0, statistic: count, of: has_outcome }
  - { name: share_pct, title: { da: Andel af deltagende virksomheder, en: Share of participating companies }, unit: pct, decimals: 1, statistic: share, of: has_outcome, over: takes_part }
  - { name: share_of_project_companies_pct, title: { da: Andel af virksomheder i projekter, en: Share of companies in projects }, unit: pct, decimals: 1, statistic: share, of: has_outcome_in_project, over: in_project, breakdowns: [cluster, region, growth_forum, size_band, industry, item] }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, industry, item]
crossings: standard
denominator_ignores: [item]
inputs: [clusters, participants, outcomes]
item:
  title: { da: Udbytte, en: Outcome }
  values:
    product: { da: Nyt produkt, en: New product }
    service: { da: Ny ydelse, en: New service }
    process: { da: Ny proces, en: New process }
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Klyngernes egen vurdering. De tre udbytter overlapper og må ikke lægges sammen; i alt er de virksomheder, der har mindst ét.
  en: The clusters' own assessment. The three outcomes overlap and must not be added; the total is the companies that have at least one.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, industry, NULL AS item,
  has_result AS has_outcome, has_result AND in_project AS has_outcome_in_project, true AS takes_part, in_project,
  delivery_id, source_row
FROM outcome_participant
UNION ALL
SELECT reference_year, company_id, group_id, cluster, region, growth_forum, size_band, industry, item, true, in_project,
  true, in_project, delivery_id, source_row
FROM (
  UNPIVOT outcome_participant ON product, service, process INTO NAME item VALUE has_it
)
WHERE has_it
