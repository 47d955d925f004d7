-- purpose: type the ticks that are not in plain form
-- grain:   one row per text
-- inputs:  typing.wanted of kind flag
-- output:  typing.cell
INSERT INTO typing.cell
WITH read_flag AS (
  SELECT *, CASE WHEN missing_reason IS NULL THEN typing.flag_of(raw) END AS flag FROM typing.wanted WHERE kind = 'flag'
)
SELECT kind, variant, raw, flag::VARCHAR, NULL, missing_reason,
  CASE WHEN flag IS NULL AND missing_reason IS NULL THEN 'TYPE_FLAG' END, NULL
FROM read_flag
ORDER BY raw;
