-- purpose: every company that occurs in any account of a year, with place, size, industry and group. The register of the
--          reference year (or the latest year before) says them; for a company it does not know, the company itself, for one that was carried
--          forward what it was in the year it comes from. A stand-in is like the company it stands for.
-- grain:   one row per reference year and company
-- inputs:  accounts.membership, accounts.carried_membership, accounts.project_participant, accounts.outcome, accounts.response, accounts.participant_row,
--          accounts.register_row, codelist.municipality, codelist.industry_division
-- output:  accounts.company, key (reference_year, company_id)
CREATE OR REPLACE TABLE accounts.company AS
WITH occurring AS (
  SELECT reference_year, company_id FROM accounts.membership
  UNION
  SELECT reference_year, company_id FROM accounts.project_participant
  UNION
  SELECT reference_year, company_id FROM accounts.outcome
  UNION
  SELECT reference_year, company_id FROM accounts.response
),
stated_row AS (
  SELECT reference_year, company_id, company_name, employees, industry, municipality, country, is_foreign, true AS is_current,
    modified_date, delivery_id, source_row
  FROM accounts.participant_row
  WHERE company_id IS NOT NULL
  UNION ALL
  SELECT c.reference_year, c.company_id, p.company_name, p.employees, p.industry, p.municipality, p.country, p.is_foreign, false,
    p.modified_date, p.delivery_id, p.source_row
  FROM accounts.carried_membership AS c
  JOIN accounts.participant_row AS p ON p.delivery_id = c.first_delivery_id AND p.source_row = c.first_source_row
),
stated AS (
  SELECT reference_year, company_id,
    last(company_name ORDER BY is_current, modified_date NULLS FIRST, delivery_id, source_row) FILTER (company_name IS NOT NULL) AS company_name,
    last(employees ORDER BY is_current, modified_date NULLS FIRST, delivery_id, source_row) FILTER (employees IS NOT NULL) AS employees,
    last(industry ORDER BY is_current, modified_date NULLS FIRST, delivery_id, source_row) FILTER (industry IS NOT NULL) AS industry_code,
    last(municipality ORDER BY is_current, modified_date NULLS FIRST, delivery_id, source_row) FILTER (municipality IS NOT NULL) AS municipality,
    min(country) AS country, bool_and(is_foreign) AS is_foreign
  FROM stated_row
  GROUP BY reference_year, company_id
),
stand_in AS (
  SELECT reference_year, company_id, min(stands_for) AS stands_for
  FROM accounts.membership
  WHERE stands_for IS NOT NULL
  GROUP BY reference_year, company_id
),
described AS (
  SELECT o.reference_year, o.company_id, coalesce(i.stands_for, o.company_id) AS like_company, i.stands_for IS NOT NULL AS is_stand_in
  FROM occurring AS o
  LEFT JOIN stand_in AS i ON i.reference_year = o.reference_year AND i.company_id = o.company_id
),
in_project AS (
  SELECT reference_year, company_id, min(organisation_name) AS company_name
  FROM accounts.project_participant
  WHERE company_id IS NOT NULL
  GROUP BY reference_year, company_id
),
joined AS (
  SELECT o.reference_year, o.company_id, o.like_company, o.is_stand_in,
    CASE WHEN NOT o.is_stand_in THEN coalesce(s.company_name, p.company_name) END AS company_name,
    coalesce(s.country, 'DK') AS country, coalesce(s.is_foreign, false) AS is_foreign,
    r.company_id IS NOT NULL AND NOT o.is_stand_in AS in_register,
    CASE WHEN r.municipality = 'unknown' THEN NULL ELSE r.municipality END AS register_municipality,
    s.municipality AS stated_municipality,
    coalesce(r.employees, s.employees, round(r.fte)::BIGINT) AS employees, r.fte,
    coalesce(r.industry_code, s.industry_code) AS industry_code, r.legal_form, r.is_sole_proprietor, r.group_id
  FROM described AS o
  LEFT JOIN stated AS s ON s.reference_year = o.reference_year AND s.company_id = o.like_company
  LEFT JOIN in_project AS p ON p.reference_year = o.reference_year AND p.company_id = o.company_id
  LEFT JOIN accounts.register_row AS r ON r.reference_year = o.reference_year AND r.company_id = o.like_company
  WHERE o.company_id IS NOT NULL
)
SELECT j.reference_year, j.company_id, j.company_name, j.country, j.is_foreign, j.in_register,
  CASE WHEN j.is_foreign THEN 'abroad' ELSE coalesce(j.register_municipality, j.stated_municipality, 'unknown') END AS municipality,
  CASE WHEN j.is_foreign THEN 'abroad' ELSE coalesce(m.region_code, 'unknown') END AS region,
  CASE WHEN j.is_foreign THEN 'abroad' ELSE coalesce(m.growth_forum, 'unknown') END AS growth_forum,
  NOT j.is_foreign AND coalesce(m.is_peripheral, false) AS is_peripheral,
  j.employees, j.fte, accounts.size_band_of(j.employees) AS size_band, j.industry_code,
  coalesce(i.section, 'unknown') AS industry, j.legal_form, coalesce(j.is_sole_proprietor, false) AS is_sole_proprietor,
  coalesce(j.group_id, j.like_company) AS group_id, NOT j.is_foreign AND NOT j.is_stand_in AS has_valid_number
FROM joined AS j
LEFT JOIN codelist.municipality AS m
  ON m.municipality_code = coalesce(j.register_municipality, j.stated_municipality)
  AND j.reference_year BETWEEN year(m.valid_from) AND coalesce(year(m.valid_to), 9999)
LEFT JOIN codelist.industry_division AS i ON i.division = j.industry_code[1:2]
ORDER BY j.reference_year, j.company_id;
