/*
id: FIN01
name: { da: Indtægter pr. kilde, en: Income by source }
definition:
  da: Klyngernes realiserede indtægter og budget i året fordelt på kilde, med private kontanter og timer hver for sig.
  en: Actual income and budget of the clusters in the year by source, with private cash and private in kind apart.
numerator: { da: Indtægter i kr., en: Income in DKK }
measures:
  - { name: sum_dkk, title: { da: Realiserede indtægter, en: Actual income }, unit: dkk, decimals: 0, statistic: sum, of: actual_dkk, contributors_of: is_payer }
  - { name: budget_dkk, title: { da: Budget, en: Budget }, unit: dkk, decimals: 0, statistic: sum, of: budget_dkk, contributors_of: is_payer }
evidence_tier: self-report
disclosure_class: S2
disclosure_by_item: { state: S0, region: S0, eu: S0, municipality: S0 }
breakdowns: [cluster, item, cluster x item]
denominator_ignores: [item]
inputs: [clusters, finance]
item:
  title: { da: Kilde, en: Source }
  values:
    state: { da: Stat, en: State }
    region: { da: Region, en: Region }
    eu: { da: EU, en: EU }
    municipality: { da: Kommune, en: Municipality }
    private_cash: { da: "Privat, kontant", en: "Private, cash" }
    private_in_kind: { da: "Privat, timer", en: "Private, in kind" }
    fee: { da: Kontingent, en: Membership fee }
    other: { da: Andet, en: Other }
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Offentlige kilder er offentlige oplysninger; som bidragydere til private indtægter regnes klyngens dedikerede virksomheder.
  en: Public sources are public facts; the cluster's dedicated companies are taken as contributors to private income.
*/
SELECT reference_year, 'cluster:' || cluster_id AS unit, cluster_id AS group_id,
  cluster_id || '/' || delivery_id || ':' || source_row AS part, cluster_id AS cluster, source AS item,
  CASE
    WHEN budget_or_actual = 'actual' THEN amount_dkk
    WHEN bool_or(budget_or_actual = 'actual' AND amount_dkk IS NOT NULL) OVER cluster_year THEN 0
  END AS actual_dkk,
  CASE
    WHEN budget_or_actual = 'budget' THEN amount_dkk
    WHEN bool_or(budget_or_actual = 'budget' AND amount_dkk IS NOT NULL) OVER cluster_year THEN 0
  END AS budget_dkk,
  false AS is_payer, delivery_id, source_row
FROM accounts.finance
WINDOW cluster_year AS (PARTITION BY reference_year, cluster_id)
UNION ALL
SELECT reference_year, 'cluster:' || cluster, cluster, NULL, cluster, NULL, NULL, NULL, false, delivery_id, source_row
FROM active_cluster
UNION ALL
SELECT reference_year, company_id, group_id, NULL, cluster, NULL, NULL, NULL, true, delivery_id, source_row
FROM participant
WHERE is_dedicated_here
