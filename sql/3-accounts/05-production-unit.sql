-- purpose: which company a P-number belongs to, learned from every row that states both. The pair that most rows
--          state wins; of equals the lower company number.
-- grain:   one row per P-number
-- inputs:  typed.participants, typed.participations
-- output:  accounts.production_unit, key production_unit_number; company_count > 1 is a conflict
CREATE OR REPLACE TABLE accounts.production_unit AS
WITH pair AS (
  SELECT coalesce(production_unit_number, company_number_unit) AS production_unit_number, company_number
  FROM typed.participants
  UNION ALL
  SELECT coalesce(production_unit_number, company_number_unit), company_number
  FROM typed.participations
),
counted AS (
  SELECT production_unit_number, company_number, count(*) AS row_count
  FROM pair
  WHERE production_unit_number IS NOT NULL AND company_number IS NOT NULL
  GROUP BY ALL
)
SELECT production_unit_number,
  arg_min(company_number, (-row_count, company_number)) AS company_number,
  count(*) AS company_count
FROM counted
GROUP BY production_unit_number
ORDER BY production_unit_number;
