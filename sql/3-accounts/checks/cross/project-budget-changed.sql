/*
code: PROJECT_BUDGET_CHANGED
layer: cross
severity: warning
message:
  da: 'Projektets budget er {value} kr. mod {before} kr. i sidste års leverance.'
  en: 'The budget of the project is {value} kroner against {before} kroner in the delivery of last year.'
remedy:
  da: 'Kontrollér enheden, eller bekræft, at budgettet er ændret.'
  en: 'Check the unit or confirm that the budget was changed.'
*/
SELECT n.delivery_id, n.source_row, 'budget_total_dkk' AS field, n.budget_total_dkk::VARCHAR AS value,
  json_object('before', b.budget_total_dkk::VARCHAR) AS params
FROM accounts.project AS n
JOIN accounts.project AS b ON b.project_id = n.project_id AND b.reference_year = n.reference_year - 1
WHERE b.budget_total_dkk > 0 AND n.budget_total_dkk > 0
  AND greatest(n.budget_total_dkk, b.budget_total_dkk) > 3 * least(n.budget_total_dkk, b.budget_total_dkk)
