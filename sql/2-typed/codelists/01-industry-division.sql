-- purpose: DB07 sections with the divisions (first two digits of a code) that belong to them
-- grain:   one row per division
-- inputs:  codelist.industry_section
-- output:  codelist.industry_division, key division
CREATE OR REPLACE TABLE codelist.industry_division AS
SELECT lpad(unnest(range(first_division::INTEGER, last_division::INTEGER + 1))::VARCHAR, 2, '0') AS division, section
FROM codelist.industry_section
ORDER BY division;
