-- purpose: companies that the register lists more than once for a year, with the row that counts: the one delivered last
-- grain:   one row per company number and year with several rows
-- inputs:  typed.firm_register
-- output:  accounts.register_repeated, key (company_number, year)
CREATE OR REPLACE TABLE accounts.register_repeated AS
SELECT company_number, year, max(delivery_id) AS delivery_id, arg_max(source_row, (delivery_id, source_row)) AS source_row
FROM typed.firm_register
GROUP BY company_number, year
HAVING count(*) > 1
ORDER BY company_number, year;
