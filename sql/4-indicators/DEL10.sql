/*
id: DEL10
name: { da: Deltagere i yderområder, en: Peripheral-area share }
definition:
  da: Andelen af de deltagende danske virksomheder med kendt kommune, der ligger i en yderkommune.
  en: Share of participating Danish companies of known municipality that are located in a peripheral municipality.
numerator: { da: Deltagende virksomheder i yderkommuner, en: Participating companies in peripheral municipalities }
denominator: { da: Deltagende danske virksomheder med kendt kommune, en: Participating Danish companies of known municipality }
measures:
  - { name: share_pct, title: { da: Andel i yderkommuner, en: Share in peripheral municipalities }, unit: pct, decimals: 1, statistic: share, of: is_peripheral, over: has_municipality }
  - { name: count, title: { da: Virksomheder i yderkommuner, en: Companies in peripheral municipalities }, unit: companies, decimals: 0, statistic: count, of: is_peripheral }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum]
inputs: [clusters, participants]
comparability:
  da: Yderkommuner står i kodelisten over kommuner med gyldighedsdatoer.
  en: Peripheral municipalities are stated in the code list of municipalities, with dates of validity.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, is_peripheral, true AS has_municipality,
  delivery_id, source_row
FROM participant
WHERE municipality NOT IN ('unknown', 'abroad')
