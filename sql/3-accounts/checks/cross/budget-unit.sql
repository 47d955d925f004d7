/*
code: BUDGET_UNIT
layer: cross
severity: warning
message:
  da: 'Budgettet {value} kr. er {times} gange medianen af årets projekter; er det skrevet i den rigtige enhed?'
  en: 'The budget of {value} kroner is {times} times the median of the projects of the year; is the unit right?'
remedy:
  da: 'Skriv beløb i hele kroner.'
  en: 'Write amounts in whole kroner.'
*/
WITH typical AS (
  SELECT reference_year, median(budget_total_dkk) AS middle, count(*) AS projects
  FROM accounts.project
  WHERE budget_total_dkk > 0
  GROUP BY reference_year
)
SELECT p.delivery_id, p.source_row, 'budget_total_dkk' AS field, p.budget_total_dkk::VARCHAR AS value,
  json_object('times', round(p.budget_total_dkk / t.middle, 3)) AS params
FROM accounts.project AS p
JOIN typical AS t ON t.reference_year = p.reference_year
WHERE t.projects >= 10 AND p.budget_total_dkk > 0 AND (p.budget_total_dkk > 100 * t.middle OR p.budget_total_dkk < t.middle / 500)
