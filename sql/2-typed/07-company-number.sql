-- purpose: company numbers of an identifier scheme, in every spelling, with the check digit proven
-- inputs:  value VARCHAR as landed; form as made by typing.company_form; digits VARCHAR; n INTEGER
-- output:  typing.company_form(value) VARCHAR: the text in capitals without prefixes and a decimal part.
--          typing.company_digits(form) VARCHAR: the eight or nine digits that the text states, NULL when it states none.
--          typing.has_check_digit(digits, scheme) BOOLEAN for schemes 'dk-cvr' (8 digits) and 'no-orgnr' (9 digits), both
--          modulus 11.
--          typing.company_number_unit(value) VARCHAR: the P-number that stands in the same cell, else NULL.
--          typing.is_foreign_number(value, scheme) BOOLEAN: whether the text begins with the letters of another country. SE
--          before eight digits is none: it is a Danish number of another register.
--          typing.company_number_text(value) VARCHAR: letters and digits of a number that no rule here can prove (a foreign
--          one), in capitals; NULL when there is no digit
CREATE OR REPLACE MACRO typing.company_form(value) AS
  regexp_replace(
    regexp_replace(regexp_replace(upper(typing.tidy(value)), ' ?MVA$', ''), '^(?:CVR[ -]?(?:NR|NUMMER|NUMBER|NO)?[.:]* ?|ORG\.? ?(?:NR|NUMMER)?[.:]* ?|ORGANISASJONSNUMMER:? ?|SE[ -]?NR[.:]* ?|VAT[ -]?(?:NO|NR)?[.:]* ?)?(?:DK|NO)?[ -]?', ''),
    '([0-9]{7})[.,]0+$', '\1'
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
    WHEN regexp_full_match(form, '(?:P[ -]?(?:NR|NUMMER)?[.:]* ?)?1[0-9]{9}[^0-9]{1,12}[0-9](?:[ .-]?[0-9]){7}\)?')
      THEN regexp_replace(regexp_extract(form, '1[0-9]{9}[^0-9]{1,12}([0-9](?:[ .-]?[0-9]){7})\)?$', 1), '[ .-]', '', 'g')
    ELSE typing.full_mantissa(form)
  END;

-- The weights of modulus 11 are 1 2 3 4 5 6 7 2 3 from the last digit on. As 10 is -1 modulo 11, the weighted sum of the digits
-- is that of the quotients n, n // 10, n // 100 ... with the sums of two neighbouring weights: 1 3 5 7 9 11 13 9 5.
CREATE OR REPLACE MACRO typing.dk_remainder(n) AS
  (n + 3 * (n // 10) + 5 * (n // 100) + 7 * (n // 1000) + 9 * (n // 10000) + 2 * (n // 1000000) + 9 * (n // 10000000)) % 11;

CREATE OR REPLACE MACRO typing.no_remainder(n) AS
  (n + 3 * (n // 10) + 5 * (n // 100) + 7 * (n // 1000) + 9 * (n // 10000) + 2 * (n // 1000000) + 9 * (n // 10000000)
    + 5 * (n // 100000000)) % 11;

-- Longer numbers would overflow, and only CASE keeps the remainder from being taken of them: the parts of AND may be turned round.
CREATE OR REPLACE MACRO typing.has_check_digit(digits, scheme) AS
  CASE
    WHEN scheme = 'dk-cvr' THEN
      CASE WHEN length(digits) = 8 AND digits >= '1' THEN typing.dk_remainder(TRY_CAST(digits AS INTEGER)) = 0 ELSE false END
    WHEN scheme = 'no-orgnr' THEN
      CASE WHEN length(digits) = 9 AND digits >= '1' THEN typing.no_remainder(TRY_CAST(digits AS INTEGER)) = 0 ELSE false END
  END;

CREATE OR REPLACE MACRO typing.company_number_unit(value) AS
  CASE
    WHEN length(value) >= 10 THEN nullif(regexp_extract(value, '(?:^|[^0-9])(1[0-9]{9})(?:[^0-9]|$)', 1), '')
  END;

CREATE OR REPLACE MACRO typing.company_number_text(value) AS
  CASE WHEN regexp_matches(value, '[0-9]') THEN regexp_replace(upper(value), '[^A-Z0-9]', '', 'g') END;

CREATE OR REPLACE MACRO typing.is_foreign_number(value, scheme) AS
  regexp_full_match(upper(typing.tidy(value)),
    '(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|FI|FO|FR|GB|GL|GR|HR|HU|IE|IS|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|US|XI)[ .:-]?[A-Z]{0,3}[0-9][0-9A-Z .-]{5,17}')
  AND NOT regexp_full_match(upper(typing.tidy(value)), 'SE[ .:-]?[0-9]{8}')
  AND upper(typing.tidy(value))[1:2] <> CASE scheme WHEN 'no-orgnr' THEN 'NO' ELSE 'DK' END;
