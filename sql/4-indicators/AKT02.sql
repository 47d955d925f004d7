/*
id: AKT02
name: { da: Deltagere i arrangementer, en: Attendances }
definition:
  da: Samlet antal fremmødte ved årets arrangementer og antal forskellige virksomheder blandt dem.
  en: Total attendances at the year's events, and number of different companies among them.
numerator: { da: "Fremmødte personer, henholdsvis virksomheder", en: "Persons who came; for the second measure, companies" }
measures:
  - { name: attendances, title: { da: Fremmødte, en: Attendances }, unit: count, decimals: 0, statistic: sum, of: attended, disclosure_class: S0 }
  - { name: company_count, title: { da: Forskellige virksomheder, en: Different companies }, unit: companies, decimals: 0, statistic: count, of: is_company }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, item]
inputs: [clusters, events, participations]
item:
  title: { da: Arrangementstype, en: Type of event }
  usual: event_type
comparability:
  da: Fremmødte er arrangørens tal; en person tæller ved hvert arrangement. Virksomheder kendes kun, hvor deltagelsen er indberettet.
  en: Attendances are the organiser's number; a person counts at every event. Companies are known only where participation was reported.
*/
SELECT reference_year, 'event:' || event_id AS unit, NULL AS group_id, cluster_id AS cluster,
  coalesce(nullif(trim(event_type), ''), 'unknown') AS item, attended, NULL::BOOLEAN AS is_company, delivery_id, source_row
FROM accounts.event
UNION ALL
SELECT p.reference_year, p.company_id, c.group_id, p.cluster_id, e.event_type, NULL, true, p.delivery_id, p.source_row
FROM accounts.participation AS p
JOIN accounts.company AS c ON c.reference_year = p.reference_year AND c.company_id = p.company_id
LEFT JOIN event_item AS e ON e.reference_year = p.reference_year AND e.event_id = p.activity_id
