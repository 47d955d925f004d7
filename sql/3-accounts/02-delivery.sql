-- purpose: the deliveries that count, with the country whose companies their identifier scheme numbers
-- grain:   one row per delivery that was read
-- inputs:  landing.delivery, landing.drop_setting
-- output:  accounts.delivery, key delivery_id
CREATE OR REPLACE TABLE accounts.delivery AS
SELECT d.delivery_id, d.drop_name, d.reference_year, d.supplier, d.input,
  CASE s.identifier_scheme WHEN 'no-orgnr' THEN 'NO' ELSE 'DK' END AS home_country
FROM landing.delivery AS d
LEFT JOIN landing.drop_setting AS s ON s.drop_name = d.drop_name
WHERE d.status IN ('ok', 'partial')
ORDER BY d.delivery_id;
