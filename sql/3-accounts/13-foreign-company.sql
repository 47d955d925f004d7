-- purpose: foreign companies by the number that the participants state, with and without the letters of their country, so that
--          activities, projects and outcomes, which have no country, find them
-- grain:   one row per number that means one foreign company of the year
-- inputs:  typed.participants, accounts.participant_row
-- output:  accounts.foreign_company, key (reference_year, number_text)
CREATE OR REPLACE TABLE accounts.foreign_company AS
WITH stated AS (
  SELECT r.reference_year, r.company_id,
    unnest([p.company_number_text, accounts.national_number(r.country, p.company_number_text)]) AS number_text
  FROM accounts.participant_row AS r
  JOIN typed.participants AS p ON p.delivery_id = r.delivery_id AND p.source_row = r.source_row
  WHERE r.key_status = 'foreign' AND p.company_number_text IS NOT NULL
)
SELECT reference_year, number_text, min(company_id) AS company_id
FROM stated
GROUP BY reference_year, number_text
HAVING count(DISTINCT company_id) = 1
ORDER BY reference_year, number_text;
