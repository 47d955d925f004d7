/*
id: EFF03
name: { da: Innovationsmultiplikator, en: Innovation ratio }
definition:
  da: Hvor meget oftere deltagere, der ikke var innovative før, bliver innovative, sammenlignet med matchede virksomheder, der heller ikke var det.
  en: How much more often participants that were not innovative before become innovative, compared with matched companies that were not either.
numerator:
  da: "Andel, der er blevet innovativ blandt deltagere"
  en: Share that became innovative among participants
denominator: { da: Matchede virksomheder uden for klyngerne, en: Matched companies outside the clusters }
measures:
  - { name: risk_ratio, title: { da: Relativ risiko, en: Risk ratio }, unit: ratio, decimals: 2, statistic: estimate }
  - { name: odds_ratio, title: { da: Oddsratio, en: Odds ratio }, unit: ratio, decimals: 2, statistic: estimate }
  - { name: risk_difference_pp, title: { da: Forskel i andel, en: Risk difference }, unit: pp, decimals: 1, statistic: estimate }
  - { name: treated_rate_pct, title: { da: Andel blandt deltagere, en: Rate among participants }, unit: pct, decimals: 1, statistic: estimate }
  - { name: control_rate_pct, title: { da: Andel blandt matchede, en: Rate among matched companies }, unit: pct, decimals: 1, statistic: estimate }
  - { name: p_value, title: { da: P-værdi, en: P-value }, unit: p_value, decimals: 4, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S4
breakdowns: [size_band, item]
inputs: [participants, innovation_survey]
item:
  title: { da: Udsnit eller specifikation, en: Subset or specification }
since_year: 2007
breaks:
  - { year: 2018, da: "Innovationsundersøgelsen skiftede i 2018 til Oslo-manualens to innovationstyper.", en: "The innovation survey changed in 2018 to the two types of innovation of the Oslo Manual." }
  - { year: 2020, da: "Innovationsundersøgelsen har haft sin nuværende form siden 2020.", en: "The innovation survey has had its present form since 2020." }
comparability:
  da: Gælder de matchede virksomheder, ikke alle deltagere; læses altid med interval, horisont og antal par.
  en: Holds for the matched companies, not for all participants; always read with interval, horizon and number of pairs.
*/
