-- purpose: which row of the register speaks of a company at a reference year: that of the year, else of the latest year before
-- grain:   one row per reference year and company number
-- inputs:  accounts.reference_year, typed.firm_register
-- output:  accounts.register_at, key (reference_year, company_id)
CREATE OR REPLACE TABLE accounts.register_at AS
SELECT y.reference_year, f.company_number AS company_id, max(f.year) AS year
FROM typed.firm_register AS f
JOIN accounts.reference_year AS y ON f.year <= y.reference_year
WHERE f.company_number IS NOT NULL
GROUP BY y.reference_year, f.company_number;
