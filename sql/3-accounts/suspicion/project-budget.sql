-- purpose: project budgets that are far from the same project the year before, or from projects of the type
-- grain:   one row per suspicious project
-- inputs:  accounts.project
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH peers AS (
  SELECT reference_year, project_type, median(budget_total_dkk) AS middle, count(*) AS projects
  FROM accounts.project
  WHERE budget_total_dkk > 0
  GROUP BY reference_year, project_type
),
totals AS (
  SELECT reference_year, sum(budget_total_dkk) AS total FROM accounts.project WHERE is_active GROUP BY reference_year
),
anticipating AS (
  SELECT p.*, t.total, coalesce(b.budget_total_dkk, CASE WHEN q.projects >= 5 THEN q.middle END) AS anticipated,
    b.budget_total_dkk IS NOT NULL AS has_before
  FROM accounts.project AS p
  JOIN totals AS t ON t.reference_year = p.reference_year
  LEFT JOIN peers AS q ON q.reference_year = p.reference_year AND q.project_type IS NOT DISTINCT FROM p.project_type
  LEFT JOIN accounts.project AS b ON b.project_id = p.project_id AND b.reference_year = p.reference_year - 1
  WHERE p.is_active AND p.budget_total_dkk > 0
)
SELECT reference_year, delivery_id, source_row, 'budget_total_dkk' AS field, budget_total_dkk::DOUBLE AS value,
  anticipated::DOUBLE AS anticipated, 'PRO04' AS figure, 'Total' AS breakdown, total::DOUBLE AS figure_value,
  (total - budget_total_dkk + anticipated)::DOUBLE AS figure_if_anticipated
FROM anticipating
WHERE anticipated > 0 AND greatest(budget_total_dkk, anticipated) > CASE WHEN has_before THEN 3 ELSE 20 END * least(budget_total_dkk, anticipated)
