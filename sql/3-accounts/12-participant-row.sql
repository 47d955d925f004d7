-- purpose: every delivered participant row with the company it means. A company is known by its own number, else by its
--          P-number; a foreign one by country and national number, else by country and name. A number that the home
--          country's register holds is a home company whatever the country column says.
-- grain:   one row per delivered participant row
-- inputs:  typed.participants, accounts.delivery, accounts.register_at, accounts.production_unit, accounts.foreign_number,
--          accounts.company_successor, typed.knowledge_institutions
-- output:  accounts.participant_row, key (delivery_id, source_row);
--          key_status valid | invalid | missing | foreign; company_id NULL for invalid and missing
CREATE OR REPLACE TABLE accounts.participant_row AS
WITH institution AS (
  SELECT DISTINCT reference_year, company_number FROM typed.knowledge_institutions WHERE company_number IS NOT NULL
),
named AS (
  SELECT p.*, d.home_country, d.supplier, coalesce(p.country <> d.home_country, false) AS says_foreign,
    accounts.name_key(p.company_name) AS name_key
  FROM typed.participants AS p
  JOIN accounts.delivery AS d ON d.delivery_id = p.delivery_id
  WHERE p.reference_year IS NOT NULL
),
-- The numbers of rows that call themselves foreign, where the register holds them.
known AS (
  SELECT DISTINCT company_id
  FROM accounts.register_at
  WHERE company_id IN (SELECT company_number FROM named WHERE says_foreign)
),
numbered AS (
  SELECT p.*,
    coalesce(accounts.code_key(p.cluster_id), accounts.code_key(p.supplier)) AS row_cluster_id,
    p.says_foreign AND k.company_id IS NULL AS is_foreign,
    coalesce(p.company_number, u.company_number) AS home_number,
    coalesce(accounts.national_number(p.country, coalesce(p.company_number, p.company_number_text)), f.company_number,
      nullif(p.name_key, '')) AS foreign_key
  FROM named AS p
  LEFT JOIN known AS k ON k.company_id = p.company_number
  LEFT JOIN accounts.production_unit AS u
    ON u.production_unit_number = coalesce(p.production_unit_number, p.company_number_unit)
  LEFT JOIN accounts.foreign_number AS f
    ON f.country = CASE WHEN p.says_foreign THEN p.country END AND f.name_key = p.name_key
)
SELECT n.reference_year, n.delivery_id, n.source_row, n.row_cluster_id AS cluster_id,
  CASE WHEN n.is_foreign THEN n.country || ':' || n.foreign_key ELSE coalesce(s.company_id, n.home_number) END AS company_id,
  n.home_number AS company_number,
  CASE
    WHEN n.is_foreign AND n.foreign_key IS NOT NULL THEN 'foreign'
    WHEN n.is_foreign THEN 'missing'
    WHEN n.home_number IS NOT NULL THEN 'valid'
    ELSE n.company_number_status
  END AS key_status,
  coalesce(n.participant_type, CASE WHEN i.company_number IS NULL THEN 'company' ELSE 'knowledge_institution' END) AS participant_type,
  n.company_name, n.name_key, CASE WHEN n.is_foreign THEN n.country ELSE n.home_country END AS country, n.is_foreign,
  n.membership_status, n.dedicated_basis, n.joined_date, n.left_date, n.employees, n.industry, n.municipality, n.fee_dkk,
  n.modified_date
FROM numbered AS n
LEFT JOIN accounts.company_successor AS s
  ON s.reference_year = n.reference_year AND s.company_number = n.home_number
LEFT JOIN institution AS i
  ON i.reference_year = n.reference_year AND i.company_number = n.home_number
ORDER BY n.delivery_id, n.source_row;
