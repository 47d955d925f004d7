-- purpose: the business register as a panel. Of two rows of one company and year the later delivered counts.
-- grain:   one row per company number and year, as the register numbers it (mergers are not followed here)
-- inputs:  typed.firm_register, codelist.municipality, codelist.industry_division
-- output:  accounts.firm_year, key (company_id, year)
CREATE OR REPLACE TABLE accounts.firm_year AS
WITH repeated AS (
  SELECT company_number, year FROM typed.firm_register GROUP BY company_number, year HAVING count(*) > 1
),
latest AS (
  SELECT r.* FROM typed.firm_register AS r ANTI JOIN repeated AS d ON d.company_number = r.company_number AND d.year = r.year
  UNION ALL
  SELECT r.* FROM typed.firm_register AS r SEMI JOIN repeated AS d ON d.company_number = r.company_number AND d.year = r.year
  QUALIFY row_number() OVER (PARTITION BY r.company_number, r.year ORDER BY r.delivery_id DESC, r.source_row DESC) = 1
)
SELECT r.company_number AS company_id, r.year, r.fte, r.employees, r.turnover_dkk_thousand, r.value_added_dkk_thousand,
  r.export_dkk_thousand, r.wages_dkk_thousand, r.tangible_assets_dkk_thousand, r.rd_expenditure_dkk_thousand,
  r.higher_education_share_pct, coalesce(r.municipality, 'unknown') AS municipality,
  coalesce(m.region_code, 'unknown') AS region, coalesce(m.growth_forum, 'unknown') AS growth_forum,
  coalesce(m.is_peripheral, false) AS is_peripheral,
  accounts.size_band_of(coalesce(r.employees, round(r.fte))) AS size_band,
  r.industry AS industry_code, coalesce(i.section, 'unknown') AS industry,
  r.legal_form, coalesce(ltrim(r.legal_form, '0') = '10', false) AS is_sole_proprietor,
  r.start_date, r.end_date, r.group_id, r.other_schemes, r.delivery_id, r.source_row
FROM latest AS r
LEFT JOIN codelist.municipality AS m
  ON m.municipality_code = r.municipality AND r.year BETWEEN year(m.valid_from) AND coalesce(year(m.valid_to), 9999)
LEFT JOIN codelist.industry_division AS i ON i.division = r.industry[1:2]
WHERE r.company_number IS NOT NULL AND r.year IS NOT NULL
ORDER BY r.company_number, r.year;
