/*
id: EFF08
name: { da: Balance og robusthed, en: Balance and robustness }
definition:
  da: Hvor ens deltagere og matchede virksomheder er før deltagelsen, og hvor meget resultatet ændrer sig, når metoden ændres.
  en: How alike participants and matched companies are before participation, and how far the result moves when the method is changed.
numerator: { da: Diagnostik af effektstudiet, en: Diagnostics of the effect study }
measures:
  - { name: max_smd, title: { da: Største standardiserede forskel, en: Largest standardised difference }, unit: sd, decimals: 3, statistic: estimate }
  - { name: specification_spread_pct, title: { da: Spænd mellem specifikationer, en: Spread of specifications }, unit: pct, decimals: 1, statistic: estimate }
  - { name: smd, title: { da: Standardiseret forskel, en: Standardised difference }, unit: sd, decimals: 3, statistic: estimate }
  - { name: companies, title: { da: Virksomheder, en: Companies }, unit: companies, decimals: 0, statistic: estimate, disclosure_class: S1 }
  - { name: overlap_pct, title: { da: Andel efter score, en: Share by score }, unit: pct, decimals: 1, statistic: estimate, disclosure_class: S1 }
  - { name: trend_pct, title: { da: Udvikling siden året før, en: Development since the year before }, unit: pct, decimals: 1, statistic: estimate, disclosure_class: S4 }
  - { name: p_value, title: { da: P-værdi, en: P-value }, unit: p_value, decimals: 3, statistic: estimate }
  - { name: sensitivity, title: { da: Følsomhed, en: Sensitivity }, unit: number, decimals: 2, statistic: estimate, disclosure_class: S4 }
  - { name: placebo_p, title: { da: P-værdi for placebo, en: Placebo p-value }, unit: p_value, decimals: 3, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S0
breakdowns: [item]
inputs: [participants, firm_register]
item:
  title: { da: Kovariat eller specifikation, en: Covariate or specification }
*/
