/*
id: FIN02
name: { da: Privat medfinansieringsgrad, en: Private share of financing }
definition:
  da: Privates andel af klyngernes realiserede indtægter (kontanter, kontingent og timer), og hvor meget heraf der er penge.
  en: Share of the clusters' actual income that is private (cash, fees and hours in kind), and how much of it is money.
numerator: { da: Private indtægter i kr., en: Private income in DKK }
denominator: { da: Alle realiserede indtægter i kr., en: All actual income in DKK }
measures:
  - { name: share_pct, title: { da: Privat andel, en: Private share }, unit: pct, decimals: 1, statistic: share, of: private_dkk, over: total_dkk, contributors_of: is_payer }
  - { name: cash_share_pct, title: { da: Privat andel uden timer, en: Private share without in kind }, unit: pct, decimals: 1, statistic: share, of: private_cash_dkk, over: total_dkk, contributors_of: is_payer }
evidence_tier: self-report
disclosure_class: S2
breakdowns: [cluster]
inputs: [clusters, finance]
comparability:
  da: Timer sættes til den værdi, klyngen selv oplyser; andelen uden timer kan bedre sammenlignes.
  en: Hours in kind have the value that the cluster states; the share without them compares better.
*/
SELECT reference_year, 'cluster:' || cluster_id AS unit, cluster_id AS group_id,
  cluster_id || '/' || delivery_id || ':' || source_row AS part, cluster_id AS cluster, amount_dkk AS total_dkk,
  CASE WHEN source IN ('private_cash', 'private_in_kind', 'fee') THEN amount_dkk ELSE 0 END AS private_dkk,
  CASE WHEN source IN ('private_cash', 'fee') THEN amount_dkk ELSE 0 END AS private_cash_dkk, false AS is_payer,
  delivery_id, source_row
FROM accounts.finance
WHERE budget_or_actual = 'actual'
UNION ALL
SELECT reference_year, 'cluster:' || cluster, cluster, NULL, cluster, NULL, NULL, NULL, false, delivery_id, source_row
FROM active_cluster
UNION ALL
SELECT reference_year, company_id, group_id, NULL, cluster, NULL, NULL, NULL, true, delivery_id, source_row
FROM participant
WHERE is_dedicated_here
