/*
id: EFF05
name: { da: Omsætningseffekt, en: Turnover effect }
definition:
  da: Gennemsnitlig forskel i udviklingen i omsætning mellem deltagere og matchede virksomheder, og hvor mange kroner det svarer til.
  en: Mean difference in the development of turnover between participants and matched companies, and the kroner it amounts to.
numerator:
  da: Effekt på log(omsætning); ekstra kr. er effekten gange de matchede deltageres omsætning
  en: Effect on log(turnover); extra DKK is the effect times the turnover of matched participants
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: effect_pct, title: { da: Effekt, en: Effect }, unit: pct, decimals: 1, statistic: estimate }
  - { name: extra_dkk, title: { da: Ekstra omsætning, en: Extra turnover }, unit: dkk, decimals: 0, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S4
breakdowns: [size_band, region, item]
inputs: [participants, firm_register]
item:
  title: { da: År efter første deltagelse, en: Years after first participation }
comparability:
  da: Gælder de matchede virksomheder, ikke alle deltagere; læses altid med interval, horisont og antal par.
  en: Holds for the matched companies, not for all participants; always read with interval, horizon and number of pairs.
*/
