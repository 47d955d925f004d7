/*
id: DEL02
name: { da: Deltagelser, en: Participations }
definition:
  da: Antal forskellige par af virksomhed og klynge; en virksomhed i tre klynger tæller tre gange.
  en: Number of different pairs of company and cluster; a company in three clusters counts three times.
numerator: { da: Par af virksomhed og klynge, en: Pairs of company and cluster }
measures:
  - { name: count, title: { da: Deltagelser, en: Participations }, unit: count, decimals: 0, statistic: count, of: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band, region x size_band]
inputs: [clusters, participants]
breaks:
  - { year: 2016, da: "Innovationsnetværkene gik fra ca. 7.500 virksomheder (2012-2015) til 11.110 (2016) med samme antal netværk; det tyder på en ændret tællemåde.", en: "The innovation networks went from about 7,500 companies (2012-2015) to 11,110 (2016) with the same number of networks, which points to a changed way of counting." }
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
*/
SELECT reference_year, company_id || '/' || cluster AS unit, group_id, cluster, region, growth_forum, size_band,
  true AS takes_part, delivery_id, source_row
FROM participant
