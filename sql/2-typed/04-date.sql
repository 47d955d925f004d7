-- purpose: dates in every spelling that Danish offices use; day before month, always
-- inputs:  value VARCHAR as landed
-- output:  typing.date_of(value) DATE: yyyy-mm-dd, dd-mm-yyyy, dd.mm.yy, dd/mm/yyyy, yyyymmdd, '17. maj 2013', each with or
--          without a time part, and Excel serial numbers from 1940 to 2099; NULL when it is no date.
--          typing.date_conversion(value) VARCHAR: excel_serial | two_digit_year | time_dropped, else NULL
CREATE OR REPLACE MACRO typing.date_form(value) AS
  regexp_replace(lower(typing.tidy(value)), '[ t](?:kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?$', '');

CREATE OR REPLACE MACRO typing.century(two_digits) AS
  CASE WHEN two_digits < '50' THEN '20' ELSE '19' END || two_digits;

CREATE OR REPLACE MACRO typing.month_number(name) AS
  lpad((1 + (strpos('jan feb mar apr maj jun jul aug sep okt nov dec ', replace(replace(name[1:3], 'may', 'maj'), 'oct', 'okt') || ' ') - 1) // 4)::VARCHAR, 2, '0');

CREATE OR REPLACE MACRO typing.iso_text(form) AS
  CASE
    WHEN regexp_full_match(form, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN form
    WHEN regexp_full_match(form, '[0-9]{1,2}([-./])[0-9]{1,2}[-./][0-9]{4}')
      THEN regexp_replace(regexp_replace(form, '^([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})$', '\3-0\2-0\1'), '-0([0-9]{2})', '-\1', 'g')
    WHEN regexp_full_match(form, '[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2}')
      THEN typing.century(right(form, 2))
        || regexp_replace(regexp_replace(form, '^([0-9]{1,2})[-./]([0-9]{1,2})[-./][0-9]{2}$', '-0\2-0\1'), '-0([0-9]{2})', '-\1', 'g')
    WHEN regexp_full_match(form, '(?:19|20)[0-9]{6}') THEN form[1:4] || '-' || form[5:6] || '-' || form[7:8]
    WHEN regexp_full_match(form, '[0-9]{4}[/.][0-9]{2}[/.][0-9]{2}') THEN form[1:4] || '-' || form[6:7] || '-' || form[9:10]
    WHEN regexp_full_match(form, '[0-9]{1,2}\.?[ -](?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\.?[ -][0-9]{4}')
      THEN right(form, 4) || '-' || typing.month_number(regexp_extract(form, '[a-z]{3}')) || '-' || lpad(regexp_extract(form, '^[0-9]+'), 2, '0')
  END;

CREATE OR REPLACE MACRO typing.is_excel_serial(form) AS
  regexp_full_match(form, '[1-7][0-9]{4}(?:[.,][0-9]+)?') AND form[1:5] BETWEEN '14611' AND '73050';

CREATE OR REPLACE MACRO typing.date_of(value) AS
  CASE
    WHEN regexp_full_match(value, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(value AS DATE)
    WHEN typing.is_excel_serial(typing.date_form(value)) THEN DATE '1899-12-30' + typing.date_form(value)[1:5]::INTEGER
    ELSE TRY_CAST(typing.iso_text(typing.date_form(value)) AS DATE)
  END;

CREATE OR REPLACE MACRO typing.date_conversion(value) AS
  CASE
    WHEN regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4}|') THEN NULL
    WHEN typing.is_excel_serial(typing.date_form(value)) THEN 'excel_serial'
    WHEN regexp_full_match(typing.date_form(value), '[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2}') THEN 'two_digit_year'
    WHEN regexp_matches(value, '[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?$') AND typing.date_form(value) <> lower(typing.tidy(value))
      AND NOT regexp_matches(value, '(?:00[:.]00(?:[:.]00)?)$') THEN 'time_dropped'
  END;
