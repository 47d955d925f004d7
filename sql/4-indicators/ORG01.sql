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
  - { name: companies_per_fte, title: { da: Virksomheder pr. årsværk, en: Companies per full-time equivalent }, unit: companies, decimals: 1, statistic: ratio, of: takes_part, over: fte }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [clusters, participants]
comparability:
  da: Kun klynger, der har oplyst årsværk, er med, også når virksomhederne tælles.
  en: Only clusters that state their full-time equivalents are included, also when companies are counted.
*/
SELECT reference_year, 'cluster:' || cluster AS unit, NULL AS group_id, cluster, secretariat_fte AS fte, false AS takes_part,
  delivery_id, source_row
FROM active_cluster
WHERE secretariat_fte IS NOT NULL
UNION ALL
SELECT p.reference_year, p.company_id, p.group_id, p.cluster, NULL, true, p.delivery_id, p.source_row
FROM participant AS p
SEMI JOIN active_cluster AS c
  ON c.reference_year = p.reference_year AND c.cluster = p.cluster AND c.secretariat_fte IS NOT NULL
