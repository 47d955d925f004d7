-- purpose: deliveries whose companies cannot be counted because their numbers are missing or wrong
-- grain:   one row per suspicious delivery
-- inputs:  accounts.participant_row, accounts.company_year
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH lost AS (
  SELECT reference_year, delivery_id, min(source_row) AS source_row, count(*) AS companies
  FROM accounts.participant_row
  WHERE key_status IN ('missing', 'invalid') AND participant_type = 'company'
  GROUP BY reference_year, delivery_id
),
totals AS (
  SELECT reference_year, count(*) AS total FROM accounts.company_year GROUP BY reference_year
)
SELECT l.reference_year, l.delivery_id, l.source_row, 'company_number' AS field, 0::DOUBLE AS value, l.companies::DOUBLE AS anticipated,
  'DEL01' AS figure, 'Total' AS breakdown, t.total::DOUBLE AS figure_value, (t.total + l.companies)::DOUBLE AS figure_if_anticipated
FROM lost AS l
JOIN totals AS t ON t.reference_year = l.reference_year
