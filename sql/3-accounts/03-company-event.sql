-- purpose: what happened to company numbers, each event once however many drops tell it
-- grain:   one row per event
-- inputs:  typed.company_events
-- output:  accounts.company_event, key (old_company_number, new_company_number, event_type, date)
CREATE OR REPLACE TABLE accounts.company_event AS
SELECT DISTINCT old_company_number, new_company_number, event_type, date
FROM typed.company_events
WHERE old_company_number IS NOT NULL
ORDER BY ALL;
