-- purpose: type the P-numbers that are not in plain form
-- grain:   one row per text
-- inputs:  typing.wanted of kind production_unit_number
-- output:  typing.cell
INSERT INTO typing.cell
WITH numbered AS (
  SELECT *, CASE WHEN missing_reason IS NULL THEN typing.production_unit_number(raw) END AS value
  FROM typing.wanted
  WHERE kind = 'production_unit_number'
)
SELECT kind, variant, raw, value, NULL, missing_reason,
  CASE WHEN value IS NULL AND missing_reason IS NULL THEN 'TYPE_PRODUCTION_UNIT_NUMBER' END, NULL
FROM numbered
ORDER BY raw;
