-- purpose: type the company numbers that are not in plain form. Scheme 'none' takes any text as a number (pseudonyms).
-- grain:   one row per identifier scheme and text
-- inputs:  typing.wanted of kind company_number
-- output:  typing.cell; unit is the P-number in the same cell; conversion number_suffix | scientific | two_numbers_in_cell
INSERT INTO typing.cell
WITH form AS (
  SELECT *, typing.company_form(raw) AS form, typing.company_number_unit(raw) AS unit
  FROM typing.wanted
  WHERE kind = 'company_number'
),
digits AS (
  SELECT *,
    CASE variant WHEN 'none' THEN nullif(replace(upper(typing.tidy(raw)), ' ', ''), '') ELSE typing.company_digits(form) END AS digits
  FROM form
),
proven AS (
  SELECT *,
    CASE WHEN missing_reason IS NULL AND (variant = 'none' OR typing.has_check_digit(digits, variant)) THEN digits END AS value
  FROM digits
)
SELECT kind, variant, raw, value, unit, missing_reason,
  CASE
    WHEN value IS NOT NULL OR missing_reason IS NOT NULL THEN NULL
    WHEN typing.is_foreign_number(raw, variant) THEN 'COMPANY_NUMBER_FOREIGN'
    WHEN regexp_full_match(form, '[0-9](?:[.,][0-9]+)?E\+?[0-9]+') AND digits IS NULL THEN 'TYPE_COMPANY_NUMBER_UNRECOVERABLE'
    WHEN length(digits) = CASE variant WHEN 'no-orgnr' THEN 9 ELSE 8 END THEN 'TYPE_COMPANY_NUMBER_CHECK_DIGIT'
    ELSE 'TYPE_COMPANY_NUMBER'
  END,
  CASE
    WHEN value IS NULL OR variant = 'none' THEN NULL
    WHEN unit IS NOT NULL THEN 'two_numbers_in_cell'
    WHEN typing.full_mantissa(form) IS NOT NULL THEN 'scientific'
    WHEN regexp_matches(typing.tidy(raw), '[0-9]{7}[.,]0+$') THEN 'number_suffix'
  END
FROM proven
ORDER BY variant, raw;
