-- purpose: organisations that take part but are not companies: knowledge institutions, authorities and others
-- grain:   one row per reference year and organisation number
-- inputs:  accounts.participant_row, typed.knowledge_institutions, accounts.company_successor
-- output:  accounts.not_company, key (reference_year, company_id)
CREATE OR REPLACE TABLE accounts.not_company AS
WITH typed_row AS (
  SELECT reference_year, company_id
  FROM accounts.participant_row
  WHERE company_id IS NOT NULL
  GROUP BY reference_year, company_id
  HAVING bool_and(participant_type <> 'company')
)
SELECT reference_year, company_id FROM typed_row
UNION
SELECT reference_year, company_number
FROM typed.knowledge_institutions
WHERE company_number IS NOT NULL AND reference_year IS NOT NULL
ORDER BY ALL;
