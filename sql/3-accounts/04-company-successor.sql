-- purpose: which company a number stands for in a reference year, mergers and conversions followed to the end.
--          An event counts from the year it happened in. A number that left in several events followed the latest.
--          Splits are not followed: the old company lives on. Numbers that lead round in a circle are one company
--          under the lowest number of the circle.
-- grain:   one row per reference year and number that is no longer its own
-- inputs:  accounts.reference_year, accounts.company_event
-- output:  accounts.company_successor, key (reference_year, company_number)
CREATE OR REPLACE TABLE accounts.company_successor AS
WITH RECURSIVE step AS (
  SELECT y.reference_year, e.old_company_number AS old_number,
    arg_max(e.new_company_number, (coalesce(e.date, DATE '0001-01-01'), e.new_company_number)) AS new_number
  FROM accounts.reference_year AS y
  JOIN accounts.company_event AS e ON e.date IS NULL OR year(e.date) <= y.reference_year
  WHERE coalesce(e.event_type, 'merger') IN ('merger', 'conversion')
    AND e.new_company_number IS NOT NULL AND e.new_company_number <> e.old_company_number
  GROUP BY ALL
),
walk AS (
  SELECT reference_year, old_number AS company_number, [old_number] AS path, new_number AS next_number
  FROM step
  UNION ALL
  SELECT w.reference_year, w.company_number, list_append(w.path, w.next_number), s.new_number
  FROM walk AS w
  LEFT JOIN step AS s ON s.reference_year = w.reference_year AND s.old_number = w.next_number
  WHERE w.next_number IS NOT NULL AND NOT list_contains(w.path, w.next_number)
),
ended AS (
  SELECT reference_year, company_number,
    CASE
      WHEN next_number IS NULL THEN path[-1]
      ELSE list_min(path[list_position(path, next_number):])
    END AS company_id
  FROM walk
  WHERE next_number IS NULL OR list_contains(path, next_number)
)
SELECT reference_year, company_number, company_id
FROM ended
WHERE company_id <> company_number
ORDER BY ALL;
