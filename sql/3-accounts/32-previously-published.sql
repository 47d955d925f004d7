-- purpose: figures of earlier editions: what was said, and what was hidden
-- grain:   one row per delivered row
-- inputs:  typed.previously_published
-- output:  accounts.previously_published, key (delivery_id, source_row)
CREATE OR REPLACE TABLE accounts.previously_published AS
SELECT accounts.code_key(indicator_id) AS indicator_id, reference_year, edition_year,
  accounts.code_key(cluster_id) AS cluster_id, region, value, coalesce(suppressed, false) AS suppressed, source, delivery_id, source_row
FROM typed.previously_published
WHERE indicator_id IS NOT NULL
ORDER BY delivery_id, source_row;
