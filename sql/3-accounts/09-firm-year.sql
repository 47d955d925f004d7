-- purpose: the business register as a panel. A view: the register is large and typed already.
-- grain:   one row per company number and year, as the register numbers it (mergers are not followed here)
-- inputs:  typed.firm_register, accounts.register_repeated, codelist.municipality, codelist.industry_division
-- output:  accounts.firm_year, key (company_id, year)
CREATE OR REPLACE VIEW accounts.firm_year AS
SELECT r.company_number AS company_id, r.year, r.fte, r.employees, r.turnover_dkk_thousand, r.value_added_dkk_thousand,
  r.export_dkk_thousand, r.wages_dkk_thousand, r.tangible_assets_dkk_thousand, r.rd_expenditure_dkk_thousand,
  r.higher_education_share_pct, coalesce(r.municipality, 'unknown') AS municipality,
  coalesce(m.region_code, 'unknown') AS region, coalesce(m.growth_forum, 'unknown') AS growth_forum,
  coalesce(m.is_peripheral, false) AS is_peripheral,
  accounts.size_band_of(coalesce(r.employees, round(r.fte))) AS size_band,
  r.industry AS industry_code, coalesce(i.section, 'unknown') AS industry,
  r.legal_form, coalesce(ltrim(r.legal_form, '0') = '10', false) AS is_sole_proprietor,
  coalesce(r.start_date, CASE WHEN r.age_years BETWEEN 0 AND 999 THEN make_date((r.year - r.age_years)::INTEGER, 1, 1) END) AS start_date, r.end_date, r.group_id, r.other_schemes, r.delivery_id, r.source_row
FROM typed.firm_register AS r
LEFT JOIN accounts.register_repeated AS d ON d.company_number = r.company_number AND d.year = r.year
LEFT JOIN codelist.municipality AS m
  ON m.municipality_code = r.municipality AND r.year BETWEEN year(m.valid_from) AND coalesce(year(m.valid_to), 9999)
LEFT JOIN codelist.industry_division AS i ON i.division = r.industry[1:2]
WHERE r.company_number IS NOT NULL AND r.year IS NOT NULL
  AND (d.year IS NULL OR (d.delivery_id = r.delivery_id AND d.source_row = r.source_row));
