-- purpose: company numbers of an identifier scheme, in every spelling, with the check digit proven
-- inputs:  value VARCHAR as landed; scheme 'dk-cvr' (8 digits), 'no-orgnr' (9 digits) or 'none' (any text)
-- output:  typing.company_number(value, scheme) VARCHAR: the canonical number, NULL when it is not valid.
--          typing.company_number_fault(value, scheme) VARCHAR: TYPE_COMPANY_NUMBER_UNRECOVERABLE (scientific notation with
--          digits gone), TYPE_COMPANY_NUMBER_CHECK_DIGIT or TYPE_COMPANY_NUMBER (not the form of a number).
--          typing.company_number_unit(value) VARCHAR: the P-number that stands in the same cell, else NULL.
--          typing.company_number_text(value) VARCHAR: letters and digits of a number that no rule here can prove (a foreign
--          one), in capitals; NULL when missing or without a digit.
--          typing.company_number_conversion(value) VARCHAR: number_suffix | scientific | two_numbers_in_cell, else NULL
CREATE OR REPLACE MACRO typing.company_form(value) AS
  regexp_replace(
    regexp_replace(upper(typing.tidy(value)), '^(?:CVR[ -]?(?:NR|NUMMER)?[.:]*|ORG\.? ?(?:NR|NUMMER)?[.:]*|ORGANISASJONSNUMMER:?|SE[ -]?NR[.:]*)? ?(?:DK|NO)?[ -]?', ''),
    '^([0-9]{8,9})\.0+$|,0+$| ?MVA$', '\1'
  );

CREATE OR REPLACE MACRO typing.full_mantissa(form) AS
  CASE
    WHEN regexp_full_match(form, '[0-9][.,][0-9]{7}E\+?0?7') OR regexp_full_match(form, '[0-9][.,][0-9]{8}E\+?0?8')
      THEN regexp_replace(form, '[.,]|E.*$', '', 'g')
  END;

CREATE OR REPLACE MACRO typing.company_digits(form) AS
  CASE
    WHEN regexp_full_match(form, '[0-9](?:[ .-]?[0-9]){7,8}') THEN regexp_replace(form, '[ .-]', '', 'g')
    WHEN regexp_full_match(form, '[0-9](?:[ .-]?[0-9]){7} ?[^0-9]{1,12}1[0-9]{9}\)?')
      THEN regexp_replace(regexp_extract(form, '^[0-9](?:[ .-]?[0-9]){7}'), '[ .-]', '', 'g')
    WHEN regexp_full_match(form, '(?:P[ -]?(?:NR|NUMMER)?[.:]* ?)?1[0-9]{9}[^0-9]{1,12}[0-9](?:[ .-]?[0-9]){7}')
      THEN regexp_replace(regexp_extract(form, '1[0-9]{9}[^0-9]{1,12}([0-9](?:[ .-]?[0-9]){7})$', 1), '[ .-]', '', 'g')
    ELSE typing.full_mantissa(form)
  END;

CREATE OR REPLACE MACRO typing.dk_remainder(n) AS
  (2 * (n // 10000000) + 7 * (n // 1000000 % 10) + 6 * (n // 100000 % 10) + 5 * (n // 10000 % 10)
    + 4 * (n // 1000 % 10) + 3 * (n // 100 % 10) + 2 * (n // 10 % 10) + n % 10) % 11;

CREATE OR REPLACE MACRO typing.no_remainder(n) AS
  (3 * (n // 100000000) + 2 * (n // 10000000 % 10) + 7 * (n // 1000000 % 10) + 6 * (n // 100000 % 10)
    + 5 * (n // 10000 % 10) + 4 * (n // 1000 % 10) + 3 * (n // 100 % 10) + 2 * (n // 10 % 10) + n % 10) % 11;

CREATE OR REPLACE MACRO typing.has_check_digit(digits, scheme) AS
  CASE
    WHEN scheme = 'dk-cvr' THEN length(digits) = 8 AND digits >= '1' AND typing.dk_remainder(TRY_CAST(digits AS INTEGER)) = 0
    WHEN scheme = 'no-orgnr' THEN length(digits) = 9 AND digits >= '1' AND typing.no_remainder(TRY_CAST(digits AS INTEGER)) = 0
  END;

CREATE OR REPLACE MACRO typing.company_text(value, scheme) AS
  CASE
    WHEN scheme = 'none' THEN nullif(replace(upper(typing.tidy(value)), ' ', ''), '')
    WHEN regexp_full_match(value, '[0-9]{8,9}') THEN value
    ELSE typing.company_digits(typing.company_form(value))
  END;

CREATE OR REPLACE MACRO typing.company_number(value, scheme) AS
  CASE
    WHEN scheme = 'none' OR typing.has_check_digit(typing.company_text(value, scheme), scheme)
      THEN typing.company_text(value, scheme)
  END;

CREATE OR REPLACE MACRO typing.company_number_fault(value, scheme) AS
  CASE
    WHEN regexp_full_match(typing.company_form(value), '[0-9](?:[.,][0-9]+)?E\+?[0-9]+') THEN 'TYPE_COMPANY_NUMBER_UNRECOVERABLE'
    WHEN length(typing.company_text(value, scheme)) = CASE scheme WHEN 'no-orgnr' THEN 9 ELSE 8 END THEN 'TYPE_COMPANY_NUMBER_CHECK_DIGIT'
    ELSE 'TYPE_COMPANY_NUMBER'
  END;

CREATE OR REPLACE MACRO typing.company_number_unit(value) AS
  CASE
    WHEN length(value) >= 10 THEN nullif(regexp_extract(value, '(?:^|[^0-9])(1[0-9]{9})(?:[^0-9]|$)', 1), '')
  END;

CREATE OR REPLACE MACRO typing.company_number_conversion(value) AS
  CASE
    WHEN regexp_full_match(value, '[0-9]{0,9}') THEN NULL
    WHEN typing.company_number_unit(value) IS NOT NULL THEN 'two_numbers_in_cell'
    WHEN typing.full_mantissa(typing.company_form(value)) IS NOT NULL THEN 'scientific'
    WHEN regexp_matches(value, '[0-9][.,]0+ ?$') AND NOT regexp_full_match(typing.tidy(value), '[0-9]{2}\.[0-9]{3}\.[0-9]{3}') THEN 'number_suffix'
  END;

CREATE OR REPLACE MACRO typing.company_number_text(value) AS
  CASE
    WHEN regexp_matches(value, '[0-9]') AND NOT typing.is_missing(value) THEN regexp_replace(upper(value), '[^A-Z0-9]', '', 'g')
  END;
