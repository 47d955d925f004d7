-- purpose: the small rules that several accounts tables share
-- output:  accounts.code_key(text): an id as it is compared and shown, tidy and in capitals.
--          accounts.name_key(text): a company name without case, accents, signs and legal form, for comparing names.
--          accounts.size_band_of(employees), accounts.section_of(industry code): 'unknown' where not known.
--          accounts.national_number(country, number): a foreign number without its country's letters in front.
--          codelist.municipality_at(year): the municipalities as they are at the end of a year
CREATE OR REPLACE MACRO accounts.code_key(text) AS upper(typing.tidy(text));

CREATE OR REPLACE MACRO accounts.name_key(text) AS
  regexp_replace(
    regexp_replace(
      strip_accents(replace(replace(replace(lower(typing.tidy(text)), 'æ', 'ae'), 'ø', 'oe'), 'å', 'aa')),
      '[ ,]+(?:a/s|aps|ivs|p/s|k/s|i/s|amba|a\.m\.b\.a\.?|gmbh(?: & co\.? kg)?|ag|kg|ltd\.?|limited|plc|llc|inc\.?|corp\.?|ab|oy|oyj|as|asa|b\.?v\.?|n\.?v\.?|s\.?a\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|sp\.? z o\.?o\.?|sas|sarl)$', ''),
    '[^a-z0-9]', '', 'g');

CREATE OR REPLACE MACRO accounts.size_band_of(employees) AS
  CASE
    WHEN employees IS NULL THEN 'unknown'
    WHEN employees < 10 THEN '1-9'
    WHEN employees < 50 THEN '10-49'
    WHEN employees < 250 THEN '50-249'
    ELSE '250+'
  END;

CREATE OR REPLACE MACRO codelist.municipality_at(at_year) AS TABLE
  SELECT municipality_code, name, region_code, growth_forum, is_peripheral
  FROM codelist.municipality
  WHERE valid_from <= make_date(at_year, 12, 31) AND (valid_to IS NULL OR valid_to >= make_date(at_year, 12, 31));

CREATE OR REPLACE MACRO accounts.national_number(country, number) AS
  CASE WHEN starts_with(number, country) THEN number[3:] ELSE number END;
