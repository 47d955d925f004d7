/*
id: PRO04
name: { da: Projektbudget pr. kilde, en: Project budget by source }
definition:
  da: Summen af budgetterne i de projekter, der løber i året, fordelt på finansieringskilde med kontanter og timer hver for sig.
  en: Sum of the budgets of projects that run in the year, by source of finance, with cash and in kind apart.
numerator: { da: Budget for hele projektets løbetid i kr., en: Budget for the whole life of the project in DKK }
measures:
  - { name: sum_dkk, title: { da: Budget, en: Budget }, unit: dkk, decimals: 0, statistic: sum, of: budget_dkk }
evidence_tier: self-report
disclosure_class: S2
breakdowns: [cluster, item]
inputs: [projects]
item:
  title: { da: Finansieringskilde, en: Source of finance }
  values:
    state: { da: Stat, en: State }
    region: { da: Region, en: Region }
    eu: { da: EU, en: EU }
    municipality: { da: Kommune, en: Municipality }
    private_cash: { da: "Privat, kontant", en: "Private, cash" }
    private_in_kind: { da: "Privat, timer", en: "Private, in kind" }
comparability:
  da: Et flerårigt projekt tæller med hele sit budget i hvert år, det løber; årene må ikke lægges sammen. En tom kilde er 0, hvor andre er oplyst.
  en: A project of several years counts with its whole budget in every year it runs; years must not be added. An empty source is 0 where others are stated.
*/
WITH stated AS (
  SELECT reference_year, project_id, delivery_id, source_row, budget_state_dkk AS state, budget_region_dkk AS region,
    budget_eu_dkk AS eu, budget_municipality_dkk AS municipality, budget_private_cash_dkk AS private_cash,
    budget_private_in_kind_dkk AS private_in_kind
  FROM accounts.project
  WHERE is_active
),
filled AS (
  SELECT * REPLACE (coalesce(state, zero) AS state, coalesce(region, zero) AS region, coalesce(eu, zero) AS eu,
    coalesce(municipality, zero) AS municipality, coalesce(private_cash, zero) AS private_cash,
    coalesce(private_in_kind, zero) AS private_in_kind)
  FROM (
    SELECT *, 0 * coalesce(state, region, eu, municipality, private_cash, private_in_kind) AS zero FROM stated
  )
)
SELECT b.reference_year, b.project_id AS unit, b.project_id || '/' || b.item AS part, k.cluster_id AS cluster, b.item,
  b.budget_dkk, b.delivery_id, b.source_row
FROM filled
  UNPIVOT INCLUDE NULLS (budget_dkk FOR item IN (state, region, eu, municipality, private_cash, private_in_kind)) AS b
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = b.reference_year AND k.project_id = b.project_id
