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
breaks:
  - { year: 2016, da: "Innovationsnetværkene gik fra ca. 7.500 virksomheder (2012-2015) til 11.110 (2016) med samme antal netværk; det tyder på en ændret tællemåde.", en: "The innovation networks went from about 7,500 companies (2012-2015) to 11,110 (2016) with the same number of networks, which points to a changed way of counting." }
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Sammenlignes kun mellem år med samme kreds af klynger; noten siger, hvor mange klynger der har indberettet. Regnskaber, der er offentliggjort for årene før 2013, tæller kun innovationsnetværkene.
  en: Compare only years with the same set of clusters; the note says how many clusters delivered. Accounts published for the years before 2013 count the innovation networks only.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, municipality, size_band, industry,
  dedicated, participation_status, true AS takes_part, delivery_id, source_row
FROM participant
