-- purpose: names of the DB07 sections, with the one for companies whose industry is not known
-- grain:   one row per section
-- inputs:  codelist.industry_section
-- output:  codelist.industry, key section
CREATE OR REPLACE TABLE codelist.industry AS
SELECT section, name_da, name_en FROM codelist.industry_section
UNION ALL
SELECT 'unknown', 'Uoplyst branche', 'Industry unknown'
ORDER BY section;
