-- purpose: income that is far from the year before, or from what others have of the source
-- grain:   one row per suspicious sum of a cluster, source and kind
-- inputs:  accounts.finance
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH summed AS (
  SELECT reference_year, cluster_id, source, budget_or_actual, sum(amount_dkk) AS amount,
    arg_max(delivery_id, (amount_dkk, delivery_id, source_row)) AS delivery_id,
    arg_max(source_row, (amount_dkk, delivery_id, source_row)) AS source_row
  FROM accounts.finance
  GROUP BY reference_year, cluster_id, source, budget_or_actual
),
peers AS (
  SELECT reference_year, source, budget_or_actual, sum(amount) AS total, median(amount) AS middle, count(*) AS clusters
  FROM summed
  GROUP BY reference_year, source, budget_or_actual
),
anticipating AS (
  SELECT s.*, p.total, coalesce(b.amount, CASE WHEN p.clusters >= 5 THEN p.middle END) AS anticipated,
    b.amount IS NOT NULL AS has_before
  FROM summed AS s
  JOIN peers AS p ON p.reference_year = s.reference_year AND p.source = s.source AND p.budget_or_actual = s.budget_or_actual
  LEFT JOIN summed AS b ON b.cluster_id = s.cluster_id AND b.source = s.source
    AND b.budget_or_actual = s.budget_or_actual AND b.reference_year = s.reference_year - 1
  WHERE s.budget_or_actual = 'actual'
)
SELECT reference_year, delivery_id, source_row, 'amount_dkk' AS field, amount::DOUBLE AS value, anticipated::DOUBLE AS anticipated,
  'FIN01' AS figure, source AS breakdown, total::DOUBLE AS figure_value, (total - amount + anticipated)::DOUBLE AS figure_if_anticipated
FROM anticipating
WHERE anticipated > 0 AND greatest(amount, anticipated) > CASE WHEN has_before THEN 3 ELSE 10 END * least(amount, anticipated)
