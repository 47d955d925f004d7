-- purpose: type the dates that are not in plain form
-- grain:   one row per text
-- inputs:  typing.wanted of kind date
-- output:  typing.cell; conversion excel_serial | two_digit_year | time_dropped
INSERT INTO typing.cell
WITH form AS (
  SELECT *, typing.date_form(raw) AS form FROM typing.wanted WHERE kind = 'date'
),
dated AS (
  SELECT *, typing.is_excel_serial(form) AS is_serial,
    CASE
      WHEN missing_reason IS NOT NULL THEN NULL
      WHEN typing.is_excel_serial(form) THEN DATE '1899-12-30' + form[1:5]::INTEGER
      ELSE TRY_CAST(typing.iso_text(form) AS DATE)
    END AS day
  FROM form
)
SELECT kind, variant, raw, day::VARCHAR, NULL, missing_reason,
  CASE WHEN day IS NULL AND missing_reason IS NULL THEN 'TYPE_DATE' END,
  CASE
    WHEN day IS NULL THEN NULL
    WHEN is_serial THEN 'excel_serial'
    WHEN regexp_full_match(form, '[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2}') THEN 'two_digit_year'
    WHEN form <> lower(typing.tidy(raw)) AND NOT regexp_matches(raw, '[ Tt](?:00|0)[:.]00(?:[:.]00(?:[.,]0+)?)?[Zz]?\s*$') THEN 'time_dropped'
  END
FROM dated
ORDER BY raw;
