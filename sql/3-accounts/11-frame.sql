-- purpose: the active companies of the register, the base of coverage and of comparison. Where the register has no rows of
--          the reference year, its latest year before stands in. A view, as the register is.
-- grain:   one row per reference year and company
-- inputs:  accounts.register_at, accounts.firm_year
-- output:  accounts.frame, key (reference_year, company_id)
CREATE OR REPLACE VIEW accounts.frame AS
WITH edition AS (
  SELECT reference_year, max(year) AS year FROM accounts.register_at GROUP BY reference_year
)
SELECT e.reference_year, r.company_id, r.year AS register_year, r.municipality, r.region, r.growth_forum, r.is_peripheral,
  r.employees, r.fte, r.size_band, r.industry_code, r.industry, r.legal_form, r.is_sole_proprietor,
  coalesce(r.group_id, r.company_id) AS group_id
FROM accounts.firm_year AS r
JOIN edition AS e ON e.year = r.year
WHERE (r.start_date IS NULL OR year(r.start_date) <= r.year)
  AND (r.end_date IS NULL OR year(r.end_date) >= r.year)
  AND (r.employees IS NULL OR r.employees > 0 OR r.fte > 0);
