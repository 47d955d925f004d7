/*
id: EFF04
name: { da: Beskæftigelseseffekt, en: Employment effect }
definition:
  da: Gennemsnitlig forskel i udviklingen i årsværk mellem deltagere og matchede virksomheder, og hvor mange ekstra årsværk det svarer til.
  en: Mean difference in the development of full-time equivalents between participants and matched companies, and the extra equivalents it amounts to.
numerator:
  da: Effekt på årsværk; ekstra årsværk er effekten gange antal matchede deltagere
  en: Effect on full-time equivalents; extra ones are the effect times matched participants
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: effect_pct, title: { da: Effekt, en: Effect }, unit: pct, decimals: 1, statistic: estimate }
  - { name: extra_fte, title: { da: Ekstra årsværk, en: Extra full-time equivalents }, unit: fte, decimals: 0, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S4
breakdowns: [size_band, region, item]
inputs: [participants, firm_register]
item:
  title: { da: År efter første deltagelse, en: Years after first participation }
breaks:
  - { year: 2008, da: "Årsværk bygger fra 2008 på eIndkomst, før på ATP-indbetalinger.", en: "Full-time equivalents are from e-income from 2008, from ATP contributions before." }
comparability:
  da: Gælder de matchede virksomheder, ikke alle deltagere; læses altid med interval, horisont og antal par.
  en: Holds for the matched companies, not for all participants; always read with interval, horizon and number of pairs.
*/
