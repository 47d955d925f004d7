-- purpose: companies that took part in an activity of a cluster in the reference year. Rows dated in another year are
--          left out (and found by a check), as are organisations that are not companies.
-- grain:   one row per delivered participation row of a company
-- inputs:  typed.participations, accounts.delivery, accounts.production_unit, accounts.company_successor, accounts.foreign_company,
--          accounts.not_company
-- output:  accounts.participation, key (delivery_id, source_row)
CREATE OR REPLACE TABLE accounts.participation AS
WITH numbered AS (
  SELECT p.*, coalesce(p.company_number, u.company_number) AS home_number, d.supplier
  FROM typed.participations AS p
  JOIN accounts.delivery AS d ON d.delivery_id = p.delivery_id
  LEFT JOIN accounts.production_unit AS u
    ON u.production_unit_number = coalesce(p.production_unit_number, p.company_number_unit)
  WHERE p.reference_year IS NOT NULL AND (p.date IS NULL OR year(p.date) = p.reference_year)
)
SELECT n.reference_year, coalesce(accounts.code_key(n.cluster_id), accounts.code_key(n.supplier)) AS cluster_id,
  accounts.code_key(n.activity_id) AS activity_id, n.date, coalesce(s.company_id, n.home_number, f.company_id) AS company_id, n.role,
  coalesce(n.persons, 1) AS persons, n.delivery_id, n.source_row
FROM numbered AS n
LEFT JOIN accounts.company_successor AS s
  ON s.reference_year = n.reference_year AND s.company_number = n.home_number
LEFT JOIN accounts.foreign_company AS f ON f.reference_year = n.reference_year AND f.number_text = n.company_number_text
ANTI JOIN accounts.not_company AS x
  ON x.reference_year = n.reference_year AND x.company_id = coalesce(s.company_id, n.home_number, f.company_id)
WHERE n.home_number IS NOT NULL OR f.company_id IS NOT NULL
ORDER BY n.delivery_id, n.source_row;
