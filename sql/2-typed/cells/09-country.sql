-- purpose: look countries up by code, name or alias, in Danish and English
-- grain:   one row per text
-- inputs:  typing.wanted of kind country, codelist.country_key
-- output:  typing.cell
INSERT INTO typing.cell
SELECT w.kind, w.variant, w.raw, k.country_code, NULL, w.missing_reason,
  CASE WHEN k.country_code IS NULL AND w.missing_reason IS NULL THEN 'TYPE_COUNTRY' END, NULL
FROM typing.wanted AS w
LEFT JOIN codelist.country_key AS k ON w.missing_reason IS NULL AND k.key = typing.country_key(w.raw)
WHERE w.kind = 'country'
ORDER BY w.raw;
