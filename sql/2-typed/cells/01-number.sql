-- purpose: type the numbers that are not in plain form. With an unknown decimal mark only text that both grammars read
--          alike, or that one alone can read, is a number: '1.234' is then TYPE_NUMBER_AMBIGUOUS.
-- grain:   one row per kind, decimal mark and text
-- inputs:  typing.wanted of kinds integer, decimal, percent, amount_dkk and amount_dkk_thousand
-- output:  typing.cell; conversion scientific | rounded
INSERT INTO typing.cell
WITH form AS (
  SELECT *, typing.number_form(raw) AS form
  FROM typing.wanted
  WHERE kind IN ('integer', 'decimal', 'percent', 'amount_dkk', 'amount_dkk_thousand')
),
read_both AS (
  SELECT *, typing.comma_number(form) AS by_comma, typing.point_number(form) AS by_point FROM form
),
decided AS (
  SELECT *, variant = '?' AND by_comma <> by_point AS is_ambiguous,
    CASE
      WHEN missing_reason IS NOT NULL THEN NULL
      WHEN variant = ',' THEN by_comma
      WHEN variant = '.' THEN by_point
      WHEN by_comma IS NULL OR by_comma = by_point THEN by_point
      WHEN by_point IS NULL THEN by_comma
    END AS number_text
  FROM read_both
),
sized AS (
  SELECT *, TRY_CAST(number_text AS DECIMAL(38, 12)) AS exact,
    CASE kind
      WHEN 'amount_dkk' THEN TRY_CAST(number_text AS DECIMAL(18, 2))::VARCHAR
      WHEN 'percent' THEN TRY_CAST(number_text AS DECIMAL(9, 4))::VARCHAR
      WHEN 'integer' THEN CASE WHEN exact % 1 = 0 THEN TRY_CAST(exact AS BIGINT)::VARCHAR END
      ELSE TRY_CAST(number_text AS DECIMAL(18, 4))::VARCHAR
    END AS value
  FROM decided
)
SELECT kind, variant, raw, value, NULL, missing_reason,
  CASE
    WHEN value IS NOT NULL OR missing_reason IS NOT NULL THEN NULL
    WHEN is_ambiguous THEN 'TYPE_NUMBER_AMBIGUOUS'
    WHEN number_text IS NULL THEN 'TYPE_NUMBER'
    WHEN kind = 'integer' AND exact % 1 <> 0 THEN 'TYPE_INTEGER'
    ELSE 'TYPE_NUMBER_TOO_LARGE'
  END,
  CASE
    WHEN value IS NULL THEN NULL
    WHEN regexp_matches(form, '(?i)[0-9]E') THEN 'scientific'
    WHEN value::DECIMAL(38, 12) <> exact THEN 'rounded'
  END
FROM sized
ORDER BY kind, variant, raw;
