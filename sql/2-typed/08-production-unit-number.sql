-- purpose: P-numbers (production units): ten digits, the first is 1, no check digit
-- inputs:  value VARCHAR as landed
-- output:  typing.production_unit_number(value) VARCHAR of ten digits; NULL when it is none
CREATE OR REPLACE MACRO typing.production_unit_number(value) AS
  CASE
    WHEN regexp_full_match(value, '1[0-9]{9}') THEN value
    WHEN regexp_full_match(typing.tidy(value), '(?i)(?:P[ -]?(?:nr|nummer)?[.:]* ?)?1(?:[ .]?[0-9]){9}(?:,0+)?')
      THEN regexp_replace(regexp_replace(typing.tidy(value), ',0+$', ''), '[^0-9]', '', 'g')
  END;
