-- purpose: income of the clusters by source, in Danish kroner; what is not stated to be a budget is actual
-- grain:   one row per delivered row
-- inputs:  typed.finance
-- output:  accounts.finance, key (delivery_id, source_row)
CREATE OR REPLACE TABLE accounts.finance AS
SELECT reference_year, accounts.code_key(cluster_id) AS cluster_id, coalesce(source, 'other') AS source,
  coalesce(budget_or_actual, 'actual') AS budget_or_actual, amount_dkk, delivery_id, source_row
FROM typed.finance
WHERE reference_year IS NOT NULL AND cluster_id IS NOT NULL
ORDER BY delivery_id, source_row;
