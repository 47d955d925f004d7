-- purpose: type the years that are not in plain form: from 1900 to 2100, also as '2013,0'
-- grain:   one row per text
-- inputs:  typing.wanted of kind year
-- output:  typing.cell
INSERT INTO typing.cell
WITH tidied AS (
  SELECT *, CASE WHEN missing_reason IS NULL THEN regexp_extract(typing.tidy(raw), '^(19[0-9]{2}|20[0-9]{2}|2100)(?:[.,]0+)?$', 1) END AS value
  FROM typing.wanted
  WHERE kind = 'year'
)
SELECT kind, variant, raw, nullif(value, ''), NULL, missing_reason, CASE WHEN value = '' THEN 'TYPE_YEAR' END, NULL
FROM tidied
ORDER BY raw;
