/*
id: EFF07
name: { da: Overlevelse, en: Survival }
definition:
  da: Forskel i andelen af virksomheder, der stadig findes tre år efter, mellem deltagere og matchede virksomheder.
  en: Difference in the share of companies that still exist three years later between participants and matched companies.
numerator:
  da: "Deltagere, der stadig er aktive"
  en: Participants that are still active
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: difference_pp, title: { da: Forskel, en: Difference }, unit: pp, decimals: 1, statistic: estimate }
  - { name: treated_rate_pct, title: { da: Andel blandt deltagere, en: Rate among participants }, unit: pct, decimals: 1, statistic: estimate }
  - { name: control_rate_pct, title: { da: Andel blandt matchede, en: Rate among matched companies }, unit: pct, decimals: 1, statistic: estimate }
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
