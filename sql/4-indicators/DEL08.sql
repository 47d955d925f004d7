/*
id: DEL08
name: { da: Dækningsgrad, en: Penetration }
definition:
  da: Andelen af de aktive virksomheder i registeret, der deltager i mindst én klynge.
  en: Share of the active companies of the register that take part in at least one cluster.
numerator: { da: "Aktive virksomheder i registeret, der deltager", en: Active companies of the register that take part }
denominator: { da: Aktive virksomheder i registeret, en: Active companies of the register }
measures:
  - { name: share_pct, title: { da: Dækningsgrad, en: Penetration }, unit: pct, decimals: 1, statistic: share, of: takes_part, over: is_active }
  - { name: count, title: { da: Deltagende virksomheder i registeret, en: Participating companies of the register }, unit: companies, decimals: 0, statistic: count, of: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [region, growth_forum, municipality, size_band, industry]
inputs: [clusters, participants, firm_register]
comparability:
  da: Registeret afgør sted, branche og størrelse; udenlandske virksomheder og virksomheder uden for registeret er ikke med.
  en: The register decides place, industry and size; foreign companies and companies outside the register are left out.
*/
SELECT reference_year, company_id AS unit, group_id, region, growth_forum, municipality, size_band, industry, takes_part,
  true AS is_active
FROM register_company
