-- purpose: clusters with far more or fewer companies than the year before, or that delivered none
-- grain:   one row per suspicious cluster
-- inputs:  accounts.cluster, accounts.membership
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH counted AS (
  SELECT reference_year, cluster_id, count(*) AS companies FROM accounts.membership GROUP BY reference_year, cluster_id
),
totals AS (
  SELECT reference_year, sum(companies) AS total FROM counted GROUP BY reference_year
),
compared AS (
  SELECT c.reference_year, c.cluster_id, c.delivery_id, c.source_row, coalesce(n.companies, 0) AS companies, b.companies AS before, t.total
  FROM accounts.cluster AS c
  JOIN totals AS t ON t.reference_year = c.reference_year
  LEFT JOIN counted AS n ON n.reference_year = c.reference_year AND n.cluster_id = c.cluster_id
  JOIN counted AS b ON b.reference_year = c.reference_year - 1 AND b.cluster_id = c.cluster_id
  WHERE c.end_date IS NULL OR year(c.end_date) >= c.reference_year
)
SELECT reference_year, delivery_id, source_row, 'cluster_id' AS field, companies::DOUBLE AS value, before::DOUBLE AS anticipated,
  'DEL02' AS figure, cluster_id AS breakdown, total::DOUBLE AS figure_value, (total - companies + before)::DOUBLE AS figure_if_anticipated
FROM compared
WHERE abs(companies - before) >= 10 AND (companies > 1.3 * before OR companies < before / 1.3)
