-- purpose: numbers by grammar, never by guess. [sign] digits, or groups of three after one to three digits that do not
--          start with 0, one decimal mark; around it a currency or per cent sign. Anything else is not a number.
-- inputs:  value VARCHAR as landed; mark ',' or '.' = the decimal mark of the column, NULL = nobody knows
-- output:  typing.number_text(value, mark) VARCHAR: the number in plain notation ('-1234.5'), NULL when it is none.
--          With an unknown mark only text that both grammars read alike, or that one grammar alone can read, is a number:
--          '1.234' is then not, and typing.number_fault says TYPE_NUMBER_AMBIGUOUS.
--          typing.number_conversion(value, scale) VARCHAR: what was lost on the way: scientific | rounded, else NULL
CREATE OR REPLACE MACRO typing.number_form(value) AS
  regexp_replace(
    regexp_replace(replace(typing.tidy(value), '−', '-'), '(?i)^([+-]?) ?(?:kr\.?|dkk|eur|€) ?', '\1'),
    '(?i) ?(?:kr\.?|dkk|eur|€|%|pct\.?)?$', ''
  );

CREATE OR REPLACE MACRO typing.comma_number(form) AS
  CASE
    WHEN regexp_full_match(form, '[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]+|,-)?')
      THEN replace(replace(replace(replace(form, ',-', ''), '.', ''), ' ', ''), ',', '.')
    WHEN regexp_full_match(form, '(?i)[+-]?[0-9](?:,[0-9]+)?E[+-]?[0-9]{1,2}') THEN replace(form, ',', '.')
  END;

CREATE OR REPLACE MACRO typing.point_number(form) AS
  CASE
    WHEN regexp_full_match(form, '[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:\.[0-9]+)?')
      THEN replace(replace(form, ',', ''), ' ', '')
    WHEN regexp_full_match(form, '(?i)[+-]?[0-9](?:\.[0-9]+)?E[+-]?[0-9]{1,2}') THEN form
  END;

CREATE OR REPLACE MACRO typing.undecided_number(form) AS
  CASE
    WHEN typing.comma_number(form) IS NULL THEN typing.point_number(form)
    WHEN typing.point_number(form) IS NULL OR typing.point_number(form) = typing.comma_number(form)
      THEN typing.comma_number(form)
  END;

CREATE OR REPLACE MACRO typing.number_text(value, mark) AS
  CASE
    WHEN regexp_full_match(value, '-?[0-9]+') THEN value
    WHEN mark = '.' AND regexp_full_match(value, '-?[0-9]+\.[0-9]+') THEN value
    WHEN mark = ',' AND regexp_full_match(value, '-?[0-9]+,[0-9]+') THEN replace(value, ',', '.')
    WHEN mark = ',' THEN typing.comma_number(typing.number_form(value))
    WHEN mark = '.' THEN typing.point_number(typing.number_form(value))
    ELSE typing.undecided_number(typing.number_form(value))
  END;

CREATE OR REPLACE MACRO typing.number_fault(value, mark) AS
  CASE
    WHEN mark IS NULL
      AND typing.comma_number(typing.number_form(value)) IS NOT NULL
      AND typing.point_number(typing.number_form(value)) <> typing.comma_number(typing.number_form(value))
      THEN 'TYPE_NUMBER_AMBIGUOUS'
    WHEN typing.number_text(value, mark) IS NOT NULL THEN 'TYPE_NUMBER_TOO_LARGE'
    ELSE 'TYPE_NUMBER'
  END;

CREATE OR REPLACE MACRO typing.integer_fault(value, mark) AS
  CASE
    WHEN TRY_CAST(typing.number_text(value, mark) AS DECIMAL(38, 12)) % 1 <> 0 THEN 'TYPE_INTEGER'
    ELSE typing.number_fault(value, mark)
  END;

CREATE OR REPLACE MACRO typing.integer_of(value, mark) AS
  CASE
    WHEN regexp_full_match(value, '-?[0-9]+') THEN TRY_CAST(value AS BIGINT)
    WHEN TRY_CAST(typing.number_text(value, mark) AS DECIMAL(38, 12)) % 1 = 0
      THEN TRY_CAST(TRY_CAST(typing.number_text(value, mark) AS DECIMAL(38, 12)) AS BIGINT)
  END;

CREATE OR REPLACE MACRO typing.number_conversion(value, mark, scale) AS
  CASE
    WHEN regexp_full_match(value, '-?[0-9]*') THEN NULL
    WHEN regexp_matches(value, '(?i)^[+-]?[0-9](?:[.,][0-9]+)?E') THEN 'scientific'
    WHEN regexp_extract(typing.number_text(value, mark), '\.([0-9]*[1-9])', 1).length() > scale THEN 'rounded'
  END;
