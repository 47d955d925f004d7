-- purpose: every code, name and alias that means a country; a delivered code list adds its own
-- grain:   one row per key
-- inputs:  codelist.country, codelist.country_alias, typed.country_codes
-- output:  codelist.country_key, key key; the key as made by typing.country_key
CREATE OR REPLACE TABLE codelist.country_key AS
WITH named AS (
  SELECT country_code, typing.country_key(unnest([country_code, name_da, name_en])) AS key, 1 AS priority
  FROM codelist.country
  UNION ALL
  SELECT country_code, typing.country_key(alias), 2 FROM codelist.country_alias
  UNION ALL
  SELECT upper(country_code), typing.country_key(unnest([country_code, country_name_da, country_name_en])), 3
  FROM typed.country_codes
)
SELECT key, arg_min(country_code, (priority, country_code)) AS country_code
FROM named
WHERE key <> '' AND country_code IS NOT NULL
GROUP BY key
ORDER BY key;
