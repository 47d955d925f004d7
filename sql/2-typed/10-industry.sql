-- purpose: DB07 industry codes of six digits, with the zero that Excel took, dots, or the name behind the code
-- inputs:  value VARCHAR as landed
-- output:  typing.industry_of(value) VARCHAR of six digits; NULL when it is none. A NACE class ('62.01') becomes '620100'.
--          typing.industry_conversion(value) VARCHAR: lost_zero | nace_class, else NULL
CREATE OR REPLACE MACRO typing.industry_digits(value) AS
  regexp_replace(regexp_replace(regexp_extract(typing.tidy(value), '^([0-9][0-9. ]*[0-9](?:,0+)?)(?:[ :-]+[^0-9]+)?$', 1), ',0+$', ''), '[. ]', '', 'g');

CREATE OR REPLACE MACRO typing.industry_of(value) AS
  CASE
    WHEN regexp_full_match(value, '[0-9]{6}') THEN value
    WHEN regexp_matches(value, '^ *[0-9]{2}\.[0-9]{2}(?:[^0-9.]|$)') THEN typing.industry_digits(value) || '00'
    WHEN length(typing.industry_digits(value)) = 6 THEN typing.industry_digits(value)
    WHEN length(typing.industry_digits(value)) = 5 THEN '0' || typing.industry_digits(value)
  END;

CREATE OR REPLACE MACRO typing.industry_conversion(value) AS
  CASE
    WHEN regexp_full_match(value, '[0-9]{6}|') THEN NULL
    WHEN regexp_matches(value, '^ *[0-9]{2}\.[0-9]{2}(?:[^0-9.]|$)') THEN 'nace_class'
    WHEN length(typing.industry_digits(value)) = 5 THEN 'lost_zero'
  END;
