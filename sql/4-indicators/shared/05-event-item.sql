-- purpose: the name an event has in figures: its title, with the id where two events of a year share one
-- grain:   one row per reference year and event
-- inputs:  accounts.event
-- output:  event_item, key (reference_year, event_id)
CREATE OR REPLACE TEMP TABLE event_item AS
SELECT reference_year, event_id, cluster_id, country, coalesce(nullif(trim(event_type), ''), 'unknown') AS event_type,
  CASE
    WHEN title IS NULL THEN event_id
    WHEN count(*) OVER (PARTITION BY reference_year, title) > 1 THEN title || ' (' || event_id || ')'
    ELSE title
  END AS item,
  delivery_id, source_row
FROM accounts.event;
