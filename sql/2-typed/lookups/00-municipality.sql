-- purpose: let a delivered code list say of a municipality what the shipped one says otherwise; what it leaves out (its region,
--          forum, tile) stays as shipped
-- grain:   one row per municipality and validity
-- inputs:  codelist.municipality as shipped, codelist.growth_forum, typed.municipality_codes
-- output:  codelist.municipality, key (municipality_code, valid_from)
CREATE OR REPLACE TABLE codelist.municipality AS
WITH delivered AS (
  SELECT lpad(municipality_code, 4, '0') AS code, * EXCLUDE (municipality_code)
  FROM typed.municipality_codes
  WHERE municipality_code IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY lpad(municipality_code, 4, '0'), valid_from ORDER BY delivery_id DESC, source_row DESC) = 1
)
SELECT s.*
FROM codelist.municipality AS s
ANTI JOIN delivered AS d ON d.code = s.municipality_code
UNION ALL
SELECT s.municipality_code, coalesce(d.municipality_name, s.name), coalesce(d.region_code, s.region_code),
  coalesce(f.code, s.growth_forum), coalesce(d.peripheral, s.is_peripheral), s.valid_from, s.valid_to, s.tile_column, s.tile_row
FROM codelist.municipality AS s
JOIN delivered AS d ON d.code = s.municipality_code AND d.valid_from IS NULL AND d.valid_to IS NULL
LEFT JOIN codelist.growth_forum AS f ON typing.place_key(d.growth_forum) IN (f.code, typing.place_key(replace(f.name_da, 'Vækstforum ', '')))
UNION ALL
SELECT d.code, coalesce(d.municipality_name, s.name, d.code), coalesce(d.region_code, s.region_code), coalesce(f.code, s.growth_forum),
  coalesce(d.peripheral, s.is_peripheral, false), coalesce(d.valid_from, DATE '1970-01-01'), d.valid_to, s.tile_column, s.tile_row
FROM delivered AS d
LEFT JOIN codelist.municipality AS s ON s.municipality_code = d.code AND s.valid_from <= coalesce(d.valid_from, s.valid_from)
  AND (s.valid_to IS NULL OR s.valid_to >= coalesce(d.valid_from, s.valid_from))
LEFT JOIN codelist.growth_forum AS f ON typing.place_key(d.growth_forum) IN (f.code, typing.place_key(replace(f.name_da, 'Vækstforum ', '')))
WHERE d.valid_from IS NOT NULL OR d.valid_to IS NOT NULL OR s.municipality_code IS NULL
ORDER BY municipality_code, valid_from;
