-- purpose: the register's rows of the companies that occur in the accounts: that of the reference year, else of the latest before
-- grain:   one row per reference year and company that the register knows
-- inputs:  accounts.participant_row, accounts.participation, accounts.membership, accounts.project_participant, accounts.outcome,
--          accounts.response, accounts.register_at, accounts.firm_year
-- output:  accounts.register_row, key (reference_year, company_id)
CREATE OR REPLACE TABLE accounts.register_row AS
WITH occurring AS (
  SELECT reference_year, company_id FROM accounts.participant_row
  UNION
  SELECT reference_year, company_id FROM accounts.membership
  UNION
  SELECT reference_year, company_id FROM accounts.participation
  UNION
  SELECT reference_year, company_id FROM accounts.project_participant
  UNION
  SELECT reference_year, company_id FROM accounts.outcome
  UNION
  SELECT reference_year, company_id FROM accounts.response
),
wanted AS (
  SELECT t.reference_year, t.company_id, t.year
  FROM accounts.register_at AS t
  SEMI JOIN occurring AS o ON o.reference_year = t.reference_year AND o.company_id = t.company_id
)
SELECT w.reference_year, f.*
FROM accounts.firm_year AS f
JOIN wanted AS w ON w.company_id = f.company_id AND w.year = f.year
ORDER BY w.reference_year, f.company_id;
