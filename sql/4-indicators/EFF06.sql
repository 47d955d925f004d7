/*
id: EFF06
name: { da: Eksporteffekt, en: Export effect }
definition:
  da: Forskel i udviklingen i eksportandel, og i andelen af ikke-eksportører der begynder at eksportere, mellem deltagere og matchede virksomheder.
  en: Difference in the development of the export share, and in the share of non-exporters that begin to export, between participants and matched companies.
numerator:
  da: Effekt på eksportandel eller på andelen af nye eksportører
  en: Effect on the export share or on the share of new exporters
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: share_effect_pp, title: { da: Effekt på eksportandel, en: Effect on export share }, unit: pp, decimals: 2, statistic: estimate }
  - { name: starter_effect_pp, title: { da: Effekt på nye eksportører, en: Effect on new exporters }, unit: pp, decimals: 1, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S4
breakdowns: [size_band, item]
inputs: [participants, firm_register]
item:
  title: { da: År efter første deltagelse, en: Years after first participation }
comparability:
  da: Gælder de matchede virksomheder, ikke alle deltagere; læses altid med interval, horisont og antal par.
  en: Holds for the matched companies, not for all participants; always read with interval, horizon and number of pairs.
*/
