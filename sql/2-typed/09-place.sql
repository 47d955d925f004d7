-- purpose: municipalities by code (with the zero that Excel took), by name, by alias, or by both in one cell
-- inputs:  value VARCHAR as landed
-- output:  typing.municipality_code_text(value) VARCHAR: the four-digit code that the text states, else NULL;
--          typing.place_key(value) VARCHAR: what is left of a name when case, hyphens, å/aa, a genitive s and the word
--          kommune are taken away. Both are looked up in codelist.municipality_key.
--          typing.municipality_conversion(value) VARCHAR: lost_zero, else NULL
CREATE OR REPLACE MACRO typing.municipality_code_text(value) AS
  CASE
    WHEN regexp_full_match(value, '[0-9]{4}') THEN value
    WHEN regexp_matches(typing.tidy(value), '^[0-9]{3,4}(?:[.,]0+)?(?:[ :-]+[^0-9]+)?$')
      THEN lpad(regexp_extract(value, '[0-9]{3,4}'), 4, '0')
  END;

CREATE OR REPLACE MACRO typing.place_key(value) AS
  regexp_replace(
    regexp_replace(replace(lower(typing.tidy(value)), 'å', 'aa'), '\b(?:region)?s?kommune\b|\bkommune\b|\bby\b', '', 'g'),
    's?[ .]*$|[^a-zæøöäü]', '', 'g'
  );

CREATE OR REPLACE MACRO typing.municipality_key(value) AS
  coalesce(typing.municipality_code_text(value), typing.place_key(value));

CREATE OR REPLACE MACRO typing.municipality_conversion(value) AS
  CASE WHEN regexp_full_match(typing.tidy(value), '[0-9]{3}(?:[.,]0+)?') THEN 'lost_zero' END;
