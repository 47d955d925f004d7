/*
code: FINANCE_JUMP
layer: cross
severity: warning
message:
  da: 'Beløbet fra kilden er {value} kr. mod {before} kr. året før.'
  en: 'The amount of this source is {value} kroner against {before} kroner the year before.'
remedy:
  da: 'Kontrollér enhed og fortegn; et beløb i 1.000 kr. ganges med 1.000.'
  en: 'Check unit and sign; an amount in thousands must be multiplied by 1,000.'
*/
WITH summed AS (
  SELECT reference_year, cluster_id, source, budget_or_actual, sum(amount_dkk) AS amount,
    arg_min(delivery_id, (delivery_id, source_row)) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row
  FROM accounts.finance
  GROUP BY reference_year, cluster_id, source, budget_or_actual
)
SELECT n.delivery_id, n.source_row, 'amount_dkk' AS field, n.amount::VARCHAR AS value,
  json_object('before', b.amount::VARCHAR, 'cluster', n.cluster_id, 'source', n.source) AS params
FROM summed AS n
JOIN summed AS b ON b.cluster_id = n.cluster_id AND b.source = n.source AND b.budget_or_actual = n.budget_or_actual
  AND b.reference_year = n.reference_year - 1
WHERE n.amount > 0 AND b.amount > 0 AND greatest(n.amount, b.amount) > 100000 AND (n.amount > 10 * b.amount OR n.amount < b.amount / 10)
