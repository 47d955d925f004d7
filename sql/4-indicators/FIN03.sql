/*
id: FIN03
name: { da: Offentlig støtte pr. unik virksomhed, en: Public support per unique company }
definition:
  da: Offentlige realiserede indtægter delt med antallet af unikke virksomheder, i de klynger der har afleveret både regnskab og deltagere.
  en: Public actual income divided by the number of unique companies, in the clusters that delivered both finances and participants.
numerator: { da: "Indtægter fra stat, region, EU og kommune i kr.", en: "Income from state, region, EU and municipality in DKK" }
denominator: { da: Unikke virksomheder i klynger med regnskab, en: Unique companies in clusters with finances }
measures:
  - { name: per_company_dkk, title: { da: Kr. pr. virksomhed, en: DKK per company }, unit: dkk, decimals: 0, statistic: ratio, of: public_dkk, over: takes_part, disclosure_class: S1 }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [clusters, participants, finance]
comparability:
  da: Holdes tilbage for klynger med få virksomheder, fordi antallet ellers kunne regnes ud af den offentlige støtte.
  en: Withheld for clusters with few companies, whose number could otherwise be worked out from the public support.
*/
SELECT f.reference_year, 'cluster:' || f.cluster_id AS unit, f.cluster_id AS group_id,
  f.cluster_id || '/' || f.delivery_id || ':' || f.source_row AS part, f.cluster_id AS cluster,
  CASE
    WHEN f.source IN ('state', 'region', 'eu', 'municipality') THEN f.amount_dkk
    WHEN NOT bool_or(f.source IN ('state', 'region', 'eu', 'municipality') AND f.amount_dkk IS NULL) OVER cluster_year THEN 0
  END AS public_dkk,
  false AS takes_part, f.delivery_id, f.source_row
FROM accounts.finance AS f
SEMI JOIN participant AS p ON p.reference_year = f.reference_year AND p.cluster = f.cluster_id
WHERE f.budget_or_actual = 'actual'
WINDOW cluster_year AS (PARTITION BY f.reference_year, f.cluster_id)
UNION ALL
SELECT p.reference_year, p.company_id, p.group_id, NULL, p.cluster, NULL, true, p.delivery_id, p.source_row
FROM participant AS p
SEMI JOIN accounts.finance AS f
  ON f.reference_year = p.reference_year AND f.cluster_id = p.cluster AND f.budget_or_actual = 'actual'
