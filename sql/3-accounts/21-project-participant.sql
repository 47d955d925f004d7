-- purpose: organisations in projects. Companies are known by number; institutions and companies without a number are told
--          apart by name (organisation_id).
-- grain:   one row per delivered row
-- inputs:  typed.project_participants, accounts.company_successor, accounts.foreign_company, accounts.not_company
-- output:  accounts.project_participant, key (delivery_id, source_row); company_id NULL for what is not a company or has no
--          valid number
CREATE OR REPLACE TABLE accounts.project_participant AS
WITH numbered AS (
  SELECT p.*, coalesce(s.company_id, p.company_number, f.company_id) AS number, p.company_number IS NULL AND f.company_id IS NOT NULL AS is_foreign
  FROM typed.project_participants AS p
  LEFT JOIN accounts.company_successor AS s ON s.reference_year = p.reference_year AND s.company_number = p.company_number
  LEFT JOIN accounts.foreign_company AS f ON f.reference_year = p.reference_year AND f.number_text = p.company_number_text
  WHERE p.project_id IS NOT NULL AND p.reference_year IS NOT NULL
)
SELECT n.reference_year, accounts.code_key(n.project_id) AS project_id,
  CASE
    WHEN n.organisation_type = 'company' OR (n.organisation_type IS NULL AND x.company_id IS NULL) THEN n.number
  END AS company_id,
  coalesce(n.number, nullif(accounts.name_key(n.organisation_name), '')) AS organisation_id,
  n.organisation_name, coalesce(n.organisation_type, CASE WHEN x.company_id IS NULL THEN 'company' ELSE 'other' END) AS organisation_type,
  CASE WHEN n.is_foreign THEN 'foreign' ELSE n.company_number_status END AS key_status, n.unit, n.role, n.from_date, n.to_date,
  n.own_contribution_dkk, n.grant_amount, n.delivery_id, n.source_row
FROM numbered AS n
LEFT JOIN accounts.not_company AS x ON x.reference_year = n.reference_year AND x.company_id = n.number
ORDER BY n.delivery_id, n.source_row;
