/*
id: AKT04
name: { da: "Repræsentanter, organisationer og lande", en: "Representatives, organisations and countries" }
definition:
  da: Antal forskellige repræsentanter, organisationer og lande i de møder, der blev holdt ved hvert arrangement.
  en: Number of different representatives, organisations and countries in the meetings that were held at each event.
numerator: { da: Forskellige parter i afholdte møder, en: Different parties of meetings held }
measures:
  - { name: representatives, title: { da: Repræsentanter, en: Representatives }, unit: count, decimals: 0, statistic: count, of: is_representative }
  - { name: organisations, title: { da: Organisationer, en: Organisations }, unit: count, decimals: 0, statistic: count, of: is_organisation }
  - { name: countries, title: { da: Lande, en: Countries }, unit: count, decimals: 0, statistic: count, of: is_country }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [item]
inputs: [events, meetings]
item:
  title: { da: Arrangement, en: Event }
comparability:
  da: Uden repræsentant-id kan repræsentanter ikke tælles; organisationer kendes på navn og land.
  en: Without representative ids representatives cannot be counted; organisations are known by name and country.
*/
SELECT reference_year, 'representative:' || coalesce(event_id, '') || '/' || upper(trim(representative)) AS unit, item,
  true AS is_representative, NULL::BOOLEAN AS is_organisation, NULL::BOOLEAN AS is_country, delivery_id, source_row
FROM meeting_party
WHERE representative IS NOT NULL
UNION ALL
SELECT reference_year, 'organisation:' || coalesce(country, '') || '/' || accounts.name_key(organisation), item, NULL, true, NULL,
  delivery_id, source_row
FROM meeting_party
WHERE organisation IS NOT NULL
UNION ALL
SELECT reference_year, 'country:' || country, item, NULL, NULL, true, delivery_id, source_row
FROM meeting_party
WHERE country IS NOT NULL
