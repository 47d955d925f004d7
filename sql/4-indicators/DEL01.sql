/*
id: DEL01
name: { da: Unikke deltagende virksomheder, en: Unique participating companies }
definition:
  da: Antal forskellige virksomheder, der i året deltog i mindst én klynge, hver talt én gang uanset antal klynger.
  en: Number of different companies that took part in at least one cluster in the year, each counted once however many clusters.
numerator:
  da: Virksomheder (CVR-nummer, for udenlandske landekode og nummer eller navn) på en deltagerliste eller i en aktivitet
  en: Companies (CVR number; for foreign ones country and number or name) on a list of participants or in an activity
measures:
  - { name: count, title: { da: Virksomheder, en: Companies }, unit: companies, decimals: 0, statistic: count, of: takes_part }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, municipality, size_band, industry, dedicated, participation_status, size_band x industry]
crossings: standard
inputs: [clusters, participants]
comparability:
  da: Sammenlignes kun mellem år med samme kreds af klynger; noten siger, hvor mange klynger der har indberettet.
  en: Compare only years with the same set of clusters; the note says how many clusters delivered.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, municipality, size_band, industry,
  dedicated, participation_status, true AS takes_part, delivery_id, source_row
FROM participant
