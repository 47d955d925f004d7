-- purpose: every code, name and alias that means a municipality; a delivered code list adds its own
-- grain:   one row per key
-- inputs:  codelist.municipality, codelist.municipality_alias, typed.municipality_codes
-- output:  codelist.municipality_key, key key; the key as made by typing.municipality_key
CREATE OR REPLACE TABLE codelist.municipality_key AS
WITH named AS (
  SELECT municipality_code, municipality_code AS key, 1 AS priority FROM codelist.municipality
  UNION ALL
  SELECT municipality_code, typing.place_key(name), 1 FROM codelist.municipality
  UNION ALL
  SELECT municipality_code, typing.place_key(alias), 2 FROM codelist.municipality_alias
  UNION ALL
  SELECT lpad(municipality_code, 4, '0'), lpad(municipality_code, 4, '0'), 3 FROM typed.municipality_codes
  UNION ALL
  SELECT lpad(municipality_code, 4, '0'), typing.place_key(municipality_name), 3 FROM typed.municipality_codes
  UNION ALL
  SELECT lpad(municipality_code, 4, '0'), typing.place_key(unnest(aliases)), 3 FROM typed.municipality_codes
)
SELECT key, arg_min(municipality_code, (priority, municipality_code)) AS municipality_code
FROM named
WHERE key <> '' AND municipality_code IS NOT NULL
GROUP BY key
ORDER BY key;
