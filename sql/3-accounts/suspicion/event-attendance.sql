-- purpose: events with far more or fewer people than registered, or than events of the type
-- grain:   one row per suspicious event
-- inputs:  accounts.event
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH peers AS (
  SELECT reference_year, event_type, median(attended) AS middle, count(*) AS events
  FROM accounts.event
  WHERE attended > 0
  GROUP BY reference_year, event_type
),
totals AS (
  SELECT reference_year, sum(attended) AS total FROM accounts.event GROUP BY reference_year
),
anticipating AS (
  SELECT e.*, t.total, coalesce(e.registered, CASE WHEN q.events >= 5 THEN q.middle END) AS anticipated,
    CASE WHEN e.registered IS NULL THEN 10 ELSE 3 END AS allowed
  FROM accounts.event AS e
  JOIN totals AS t ON t.reference_year = e.reference_year
  LEFT JOIN peers AS q ON q.reference_year = e.reference_year AND q.event_type IS NOT DISTINCT FROM e.event_type
  WHERE e.attended > 0
)
SELECT reference_year, delivery_id, source_row, 'attended' AS field, attended::DOUBLE AS value, anticipated::DOUBLE AS anticipated,
  'AKT02' AS figure, 'Total' AS breakdown, total::DOUBLE AS figure_value, (total - attended + anticipated)::DOUBLE AS figure_if_anticipated
FROM anticipating
WHERE anticipated > 0 AND (attended > allowed * anticipated OR attended < anticipated / allowed)
