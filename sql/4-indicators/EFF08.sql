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
  - { name: placebo_p, title: { da: P-værdi for placebo, en: Placebo p-value }, unit: p_value, decimals: 3, statistic: estimate }
estimator: effect
evidence_tier: register
disclosure_class: S0
breakdowns: [item]
inputs: [participants, firm_register]
item:
  title: { da: Kovariat eller specifikation, en: Covariate or specification }
*/
