-- purpose: numbers by grammar, never by guess: [sign] digits, or groups of three after one to three digits that do not
--          start with 0, one decimal mark; around it a currency or per cent sign. Anything else is not a number.
-- inputs:  value VARCHAR as landed; form as made by typing.number_form
-- output:  typing.number_form(value) VARCHAR: the text without currency and per cent signs.
--          typing.comma_number(form), typing.point_number(form) VARCHAR: the number in plain notation ('-1234.5') when the
--          decimal mark is a comma or a point, NULL when it is none
CREATE OR REPLACE MACRO typing.number_form(value) AS
  regexp_replace(
    regexp_replace(replace(typing.tidy(value), '−', '-'), '(?i)^([+-]?) ?(?:kr\.?|dkk|eur|€) ?', '\1'),
    '(?i) ?(?:kr\.?|dkk|eur|€|%|pct\.?)$', ''
  );

CREATE OR REPLACE MACRO typing.comma_number(form) AS
  CASE
    WHEN regexp_full_match(form, '[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]+|,-)?')
      THEN replace(replace(replace(replace(replace(form, '+', ''), ',-', ''), '.', ''), ' ', ''), ',', '.')
    WHEN regexp_full_match(form, '(?i)[+-]?[0-9](?:,[0-9]+)?E[+-]?[0-9]{1,2}') THEN replace(replace(form, '+', ''), ',', '.')
  END;

CREATE OR REPLACE MACRO typing.point_number(form) AS
  CASE
    WHEN regexp_full_match(form, '[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:\.[0-9]+)?')
      THEN replace(replace(replace(form, '+', ''), ',', ''), ' ', '')
    WHEN regexp_full_match(form, '(?i)[+-]?[0-9](?:\.[0-9]+)?E[+-]?[0-9]{1,2}') THEN replace(form, '+', '')
  END;
