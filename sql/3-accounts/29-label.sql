-- purpose: labels of cluster excellence, each award once however many drops list it; the latest drop's dates count
-- grain:   one row per cluster, label and award
-- inputs:  typed.labels
-- output:  accounts.label, key (cluster_id, label, awarded_date)
CREATE OR REPLACE TABLE accounts.label AS
SELECT accounts.code_key(cluster_id) AS cluster_id, label, awarded_date, valid_to_date, score_pct, delivery_id, source_row
FROM typed.labels
WHERE cluster_id IS NOT NULL AND label IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY accounts.code_key(cluster_id), label, awarded_date
  ORDER BY coalesce(reference_year, 0) DESC, delivery_id DESC, source_row DESC
) = 1
ORDER BY 1, 3, 2;
