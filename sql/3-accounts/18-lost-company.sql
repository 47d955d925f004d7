-- purpose: companies that took part the year before and no longer do, under the number they have now. Companies that were
--          imputed cannot be lost.
-- grain:   one row per reference year and company
-- inputs:  accounts.company_year, accounts.company_successor, accounts.reference_year
-- output:  accounts.lost_company, key (reference_year, company_id)
CREATE OR REPLACE TABLE accounts.lost_company AS
SELECT DISTINCT y.reference_year, coalesce(s.company_id, b.company_id) AS company_id
FROM accounts.reference_year AS y
JOIN accounts.company_year AS b ON b.reference_year = y.reference_year - 1
LEFT JOIN accounts.company_successor AS s ON s.reference_year = y.reference_year AND s.company_number = b.company_id
ANTI JOIN accounts.company_year AS a
  ON a.reference_year = y.reference_year AND a.company_id = coalesce(s.company_id, b.company_id)
WHERE NOT coalesce(b.is_stand_in, false)
ORDER BY ALL;
