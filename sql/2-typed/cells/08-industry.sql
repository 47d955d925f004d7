-- purpose: type industry codes: six digits whose first two are a division of DB07
-- grain:   one row per text
-- inputs:  typing.wanted of kind industry, codelist.industry_division
-- output:  typing.cell; conversion lost_zero | nace_class
INSERT INTO typing.cell
WITH coded AS (
  SELECT *, CASE WHEN missing_reason IS NULL THEN typing.industry_of(raw) END AS code FROM typing.wanted WHERE kind = 'industry'
)
SELECT c.kind, c.variant, c.raw, CASE WHEN d.division IS NOT NULL THEN c.code END, NULL, c.missing_reason,
  CASE WHEN d.division IS NULL AND c.missing_reason IS NULL THEN 'TYPE_INDUSTRY' END,
  CASE WHEN d.division IS NOT NULL THEN typing.industry_conversion(c.raw) END
FROM coded AS c
LEFT JOIN codelist.industry_division AS d ON d.division = c.code[1:2]
ORDER BY c.raw;
