-- purpose: events of the clusters; of two rows of one event the later delivered counts
-- grain:   one row per reference year and event
-- inputs:  typed.events
-- output:  accounts.event, key (reference_year, event_id)
CREATE OR REPLACE TABLE accounts.event AS
SELECT reference_year, accounts.code_key(event_id) AS event_id, title, event_type, date, city, country,
  accounts.code_key(cluster_id) AS cluster_id, registered, attended, delivery_id, source_row
FROM typed.events
WHERE event_id IS NOT NULL AND reference_year IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY reference_year, accounts.code_key(event_id) ORDER BY delivery_id DESC, source_row DESC) = 1
ORDER BY 1, 2;
