/*
code: PROJECT_BUDGET_PARTS
layer: record
severity: warning
message:
  da: 'Kilderne giver {parts} kr. til sammen, men budgettet i alt er {value} kr.'
  en: 'The sources add up to {parts} kroner, but the total budget is {value} kroner.'
remedy:
  da: 'Ret totalen eller kilderne.'
  en: 'Correct the total or the sources.'
*/
WITH summed AS (
  SELECT delivery_id, source_row, budget_total_dkk, coalesce(budget_state_dkk, 0) + coalesce(budget_region_dkk, 0) + coalesce(budget_eu_dkk, 0) + coalesce(budget_municipality_dkk, 0)
    + coalesce(budget_private_cash_dkk, 0) + coalesce(budget_private_in_kind_dkk, 0) AS parts
  FROM typed.projects
)
SELECT delivery_id, source_row, 'budget_total_dkk' AS field, budget_total_dkk::VARCHAR AS value,
  json_object('parts', parts::VARCHAR) AS params
FROM summed
WHERE parts > 0 AND abs(parts - budget_total_dkk) > greatest(1, budget_total_dkk / 100)
