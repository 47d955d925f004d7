-- purpose: the years that accounts are made for
-- grain:   one row per reference year
-- inputs:  landing.delivery
-- output:  accounts.reference_year, key reference_year
CREATE OR REPLACE TABLE accounts.reference_year AS
SELECT DISTINCT reference_year
FROM landing.delivery
WHERE reference_year IS NOT NULL AND status IN ('ok', 'partial')
ORDER BY reference_year;
