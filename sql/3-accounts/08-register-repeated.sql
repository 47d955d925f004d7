-- purpose: companies that the register lists more than once for a year, with the row that counts: the one delivered last
-- grain:   one row per company number and year with several rows
-- inputs:  typed.firm_register
-- output:  accounts.register_repeated, key (company_number, year)
CREATE OR REPLACE TABLE accounts.register_repeated AS
WITH repeated AS (
  SELECT company_number, year FROM typed.firm_register GROUP BY company_number, year HAVING count(*) > 1
)
SELECT f.company_number, f.year, max(f.delivery_id) AS delivery_id, arg_max(f.source_row, (f.delivery_id, f.source_row)) AS source_row
FROM typed.firm_register AS f
JOIN repeated AS r ON r.company_number IS NOT DISTINCT FROM f.company_number AND r.year IS NOT DISTINCT FROM f.year
GROUP BY f.company_number, f.year
ORDER BY f.company_number, f.year;
