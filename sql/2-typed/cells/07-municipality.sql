-- purpose: look municipalities up by code, name or alias
-- grain:   one row per text
-- inputs:  typing.wanted of kind municipality, codelist.municipality_key
-- output:  typing.cell; conversion lost_zero
INSERT INTO typing.cell
SELECT w.kind, w.variant, w.raw, k.municipality_code, NULL, w.missing_reason,
  CASE WHEN k.municipality_code IS NULL AND w.missing_reason IS NULL THEN 'TYPE_MUNICIPALITY' END,
  CASE WHEN k.municipality_code IS NOT NULL THEN typing.municipality_conversion(w.raw) END
FROM typing.wanted AS w
LEFT JOIN codelist.municipality_key AS k ON w.missing_reason IS NULL AND k.key = typing.municipality_key(w.raw)
WHERE w.kind = 'municipality'
ORDER BY w.raw;
