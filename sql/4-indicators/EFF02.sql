/*
id: EFF02
name: { da: TFP-effekt, en: TFP uplift }
definition:
  da: Gennemsnitlig forskel i udviklingen i totalfaktorproduktivitet mellem deltagere og matchede virksomheder.
  en: Mean difference in the development of total factor productivity between participants and matched companies.
numerator:
  da: "Effekt på Cobb-Douglas-residualen, vist som 100(exp(b)-1)"
  en: "Effect on the Cobb-Douglas residual, shown as 100(exp(b)-1)"
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: effect_pct, title: { da: Effekt, en: Effect }, unit: pct, decimals: 1, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S4
breakdowns: [size_band, item]
inputs: [participants, firm_register]
item:
  title: { da: År efter første deltagelse, en: Years after first participation }
breaks:
  - { year: 2008, da: "Årsværk bygger fra 2008 på eIndkomst, før på ATP-indbetalinger.", en: "Full-time equivalents are from e-income from 2008, from ATP contributions before." }
comparability:
  da: Gælder de matchede virksomheder, ikke alle deltagere; læses altid med interval, horisont og antal par.
  en: Holds for the matched companies, not for all participants; always read with interval, horizon and number of pairs.
*/
