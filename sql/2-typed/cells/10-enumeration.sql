-- purpose: look the values of enumerations up by their spellings
-- grain:   one row per field and text
-- inputs:  typing.wanted of kind enum, typing.spelling
-- output:  typing.cell
INSERT INTO typing.cell
SELECT w.kind, w.variant, w.raw, s.value, NULL, w.missing_reason,
  CASE WHEN s.value IS NULL AND w.missing_reason IS NULL THEN 'VALUE_NOT_ALLOWED' END, NULL
FROM typing.wanted AS w
LEFT JOIN typing.spelling AS s ON w.missing_reason IS NULL AND s.variant = w.variant AND s.key = typing.key(w.raw)
WHERE w.kind = 'enum'
ORDER BY w.variant, w.raw;
