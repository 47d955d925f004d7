-- purpose: active companies of the register, and whether they take part in a cluster
-- grain:   one row per reference year and company of the frame
-- inputs:  accounts.frame, accounts.company_year
-- output:  register_company, key (reference_year, company_id)
CREATE OR REPLACE TEMP TABLE register_company AS
SELECT f.reference_year, f.company_id, f.group_id, f.region, f.growth_forum, f.municipality, f.size_band, f.industry,
  y.company_id IS NOT NULL AS takes_part
FROM accounts.frame AS f
LEFT JOIN accounts.company_year AS y ON y.reference_year = f.reference_year AND y.company_id = f.company_id;
