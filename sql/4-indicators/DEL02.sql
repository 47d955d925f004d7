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
*/
SELECT reference_year, company_id || '/' || cluster AS unit, group_id, cluster, region, growth_forum, size_band,
  true AS takes_part, delivery_id, source_row
FROM participant
