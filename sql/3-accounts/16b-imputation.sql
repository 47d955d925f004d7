-- purpose: where missing_deliveries is imputed, how many companies a cluster that delivered no participants is taken to have:
--          those carried forward times the growth of comparable clusters (ratio imputation). Comparable are the clusters of
--          its type that delivered in both years; all clusters that did, where fewer than three of its type are. Without
--          any the growth is 1. The errors are those of the ratio model with variance in proportion to size, of one
--          standard error: own_error of the cluster's deviation from the growth, growth_error of the growth itself, which
--          clusters with the same comparison share; NULL with fewer than two to compare with.
-- grain:   one row per reference year and cluster that is imputed
-- inputs:  accounts.carried_membership, accounts.delivered_membership, accounts.participant_row, accounts.cluster,
--          accounts.setting
-- output:  accounts.imputation, key (reference_year, cluster_id)
CREATE OR REPLACE TABLE accounts.imputation AS
WITH missing AS (
  SELECT m.reference_year, m.cluster_id, m.from_year, c.cluster_type, count(*) AS carried
  FROM accounts.carried_membership AS m
  CROSS JOIN accounts.setting AS s
  JOIN accounts.cluster AS c ON c.reference_year = m.reference_year AND c.cluster_id = m.cluster_id
  WHERE s.missing_deliveries = 'imputed'
  GROUP BY ALL
),
counted AS (
  SELECT d.reference_year, d.cluster_id, count(*) AS companies, count(*) FILTER (d.left_date IS NULL) AS staying
  FROM accounts.delivered_membership AS d
  SEMI JOIN accounts.participant_row AS p ON p.reference_year = d.reference_year AND p.cluster_id = d.cluster_id
  GROUP BY d.reference_year, d.cluster_id
),
compared AS (
  SELECT m.reference_year, m.cluster_id, b.staying AS size_before, n.companies AS size_now,
    coalesce(c.cluster_type = m.cluster_type, false) AS is_alike,
    count(*) FILTER (coalesce(c.cluster_type = m.cluster_type, false)) OVER (PARTITION BY m.reference_year, m.cluster_id) AS alike
  FROM missing AS m
  JOIN counted AS n ON n.reference_year = m.reference_year
  JOIN counted AS b ON b.reference_year = m.from_year AND b.cluster_id = n.cluster_id AND b.staying > 0
  LEFT JOIN accounts.cluster AS c ON c.reference_year = m.reference_year AND c.cluster_id = n.cluster_id
),
ratio AS (
  SELECT reference_year, cluster_id, count(*) AS clusters, bool_and(is_alike) AS is_same_type, sum(size_before) AS size_before,
    sum(size_now) / sum(size_before) AS growth,
    -- sum of (y - g x)^2 / x over the clusters less one, multiplied out
    (sum(size_now * size_now / size_before) - sum(size_now) * sum(size_now) / sum(size_before)) / nullif(count(*) - 1, 0) AS spread
  FROM compared
  WHERE is_alike OR alike < 3
  GROUP BY reference_year, cluster_id
)
SELECT m.reference_year, m.cluster_id, m.from_year, m.carried::INTEGER AS carried,
  coalesce(r.clusters, 0)::INTEGER AS clusters_compared, coalesce(r.is_same_type, false) AS is_same_type,
  coalesce(r.growth, 1.0) AS growth, round(m.carried * coalesce(r.growth, 1.0))::INTEGER AS companies,
  sqrt(greatest(r.spread, 0) * m.carried) AS own_error,
  m.carried * sqrt(greatest(r.spread, 0) / r.size_before) AS growth_error
FROM missing AS m
LEFT JOIN ratio AS r ON r.reference_year = m.reference_year AND r.cluster_id = m.cluster_id
ORDER BY m.reference_year, m.cluster_id;
