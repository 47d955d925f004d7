/*
id: KVA02
name: { da: Afstemning, en: Reconciliation gap }
definition:
  da: Forskellen mellem det antal virksomheder, klyngen selv har oplyst, og det antal, der kan tælles i dens leverance.
  en: Difference between the number of companies that the cluster itself reported and the number that can be counted in its delivery.
numerator: { da: Oplyst antal minus talt antal, en: Reported number minus counted number }
denominator: { da: Talt antal virksomheder, en: Counted companies }
measures:
  - { name: gap_pct, title: { da: Afvigelse, en: Gap }, unit: pct, decimals: 1, statistic: share, of: difference, over: is_counted }
  - { name: reported, title: { da: Oplyst af klyngen, en: Reported by the cluster }, unit: companies, decimals: 0, statistic: sum, of: reported, disclosure_class: S0 }
  - { name: counted, title: { da: Talt i leverancen, en: Counted in the delivery }, unit: companies, decimals: 0, statistic: count, of: is_counted }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster]
inputs: [clusters, participants]
comparability:
  da: I alt er en sum over klynger, så en virksomhed i to klynger tæller to gange på begge sider.
  en: The total is a sum over clusters, so a company in two clusters counts twice on both sides.
*/
WITH reconciled AS (
  SELECT *, reported_companies IS NOT NULL AND has_delivered AS is_both FROM active_cluster
)
SELECT reference_year, 'cluster:' || cluster AS unit, NULL AS group_id, cluster,
  CASE WHEN is_both THEN reported_companies END AS reported, CASE WHEN is_both THEN reported_companies END AS difference,
  NULL::BOOLEAN AS is_counted, delivery_id, source_row
FROM reconciled
UNION ALL
SELECT p.reference_year, p.company_id || '/' || p.cluster, p.group_id, p.cluster, NULL, CASE WHEN c.is_both THEN -1 END,
  CASE WHEN c.is_both THEN true END, p.delivery_id, p.source_row
FROM participant AS p
JOIN reconciled AS c ON c.reference_year = p.reference_year AND c.cluster = p.cluster
