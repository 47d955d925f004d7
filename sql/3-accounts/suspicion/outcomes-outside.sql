-- purpose: deliveries of outcomes for companies that are not among the participants of the cluster
-- grain:   one row per suspicious delivery
-- inputs:  accounts.outcome, accounts.membership
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH flagged AS (
  SELECT * FROM accounts.outcome WHERE company_id IS NOT NULL AND (new_product OR new_service OR new_process)
),
totals AS (
  SELECT reference_year, count(DISTINCT company_id) AS total FROM flagged GROUP BY reference_year
),
outside AS (
  SELECT o.reference_year, o.delivery_id, min(o.source_row) AS source_row, count(DISTINCT o.company_id) AS companies
  FROM flagged AS o
  SEMI JOIN accounts.membership AS listed ON listed.reference_year = o.reference_year
  ANTI JOIN accounts.membership AS m
    ON m.reference_year = o.reference_year AND m.cluster_id = o.cluster_id AND m.company_id = o.company_id
  GROUP BY o.reference_year, o.delivery_id
)
SELECT o.reference_year, o.delivery_id, o.source_row, 'company_number' AS field, o.companies::DOUBLE AS value, 0::DOUBLE AS anticipated,
  'UDB03' AS figure, 'Total' AS breakdown, t.total::DOUBLE AS figure_value, (t.total - o.companies)::DOUBLE AS figure_if_anticipated
FROM outside AS o
JOIN totals AS t ON t.reference_year = o.reference_year
