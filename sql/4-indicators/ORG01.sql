/*
id: ORG01
name: { da: Sekretariatsårsværk, en: Secretariat staff }
definition:
  da: Årsværk i klyngernes sekretariater, og hvor mange unikke virksomheder der er pr. årsværk.
  en: Full-time equivalents in the clusters' secretariats, and how many unique companies there are per full-time equivalent.
numerator: { da: "Årsværk, henholdsvis unikke virksomheder", en: "Full-time equivalents; for the second measure, unique companies" }
denominator: { da: Årsværk (for virksomheder pr. årsværk), en: Full-time equivalents (for companies per equivalent) }
measures:
  - { name: fte, title: { da: Årsværk, en: Full-time equivalents }, unit: fte, decimals: 1, statistic: sum, of: fte }
  - { name: companies_per_fte, title: { da: Virksomheder pr. årsværk, en: Companies per full-time equivalent }, unit: companies, decimals: 1, statistic: ratio, of: takes_part, over: fte_with_companies, disclosure_class: S1 }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [clusters]
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Virksomheder pr. årsværk regnes kun for klynger, der både har oplyst årsværk og afleveret deltagere.
  en: Companies per equivalent are computed only for clusters that both state their equivalents and delivered participants.
*/
SELECT c.reference_year, 'cluster:' || c.cluster AS unit, NULL AS group_id, c.cluster, c.secretariat_fte AS fte,
  CASE WHEN EXISTS (FROM participant AS p WHERE p.reference_year = c.reference_year AND p.cluster = c.cluster) THEN c.secretariat_fte END AS fte_with_companies,
  false AS takes_part, c.delivery_id, c.source_row
FROM active_cluster AS c
UNION ALL
SELECT p.reference_year, p.company_id, p.group_id, p.cluster, NULL, NULL, true, p.delivery_id, p.source_row
FROM participant AS p
SEMI JOIN active_cluster AS c
  ON c.reference_year = p.reference_year AND c.cluster = p.cluster AND c.secretariat_fte IS NOT NULL
