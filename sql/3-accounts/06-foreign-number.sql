-- purpose: national numbers of foreign companies by their name, so that a row without the number finds the company
-- grain:   one row per country and name key that has exactly one number
-- inputs:  typed.participants, accounts.delivery
-- output:  accounts.foreign_number, key (country, name_key)
CREATE OR REPLACE TABLE accounts.foreign_number AS
SELECT p.country, accounts.name_key(p.company_name) AS name_key, 
  min(accounts.national_number(p.country, p.company_number_text)) AS company_number
FROM typed.participants AS p
JOIN accounts.delivery AS d ON d.delivery_id = p.delivery_id
WHERE p.country <> d.home_country AND p.company_number_text IS NOT NULL AND accounts.name_key(p.company_name) <> ''
GROUP BY p.country, accounts.name_key(p.company_name)
HAVING count(DISTINCT accounts.national_number(p.country, p.company_number_text)) = 1
ORDER BY ALL;
