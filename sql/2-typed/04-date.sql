-- purpose: dates in every spelling that Danish offices use; day before month, always
-- inputs:  value VARCHAR as landed; form as made by typing.date_form
-- output:  typing.date_form(value) VARCHAR: the text in lower case without a time of day.
--          typing.iso_text(form) VARCHAR 'yyyy-mm-dd' from yyyy-mm-dd, dd-mm-yyyy, dd.mm.yy, dd/mm/yyyy, yyyymmdd and
--          '17. maj 2013'; NULL when it is none of them. Whether the day exists is left to the cast.
--          typing.is_excel_serial(form) BOOLEAN: a serial number of Excel from 1940 to 2099
CREATE OR REPLACE MACRO typing.date_form(value) AS
  regexp_replace(lower(typing.tidy(value)), '[ t](?:kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?$', '');

CREATE OR REPLACE MACRO typing.century(two_digits) AS
  CASE WHEN two_digits < '50' THEN '20' ELSE '19' END || two_digits;

CREATE OR REPLACE MACRO typing.month_number(name) AS
  lpad((1 + (strpos('jan feb mar apr maj jun jul aug sep okt nov dec ', replace(replace(name[1:3], 'may', 'maj'), 'oct', 'okt') || ' ') - 1) // 4)::VARCHAR, 2, '0');

CREATE OR REPLACE MACRO typing.iso_text(form) AS
  CASE
    WHEN regexp_full_match(form, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN form
    WHEN regexp_full_match(form, '[0-9]{1,2}(?:-[0-9]{1,2}-|\.[0-9]{1,2}\.|/[0-9]{1,2}/)[0-9]{4}')
      THEN right(form, 4) || '-' || lpad(regexp_extract(form, '^[0-9]+[-./]([0-9]+)', 1), 2, '0') || '-' || lpad(regexp_extract(form, '^[0-9]+'), 2, '0')
    WHEN regexp_full_match(form, '[0-9]{1,2}(?:-[0-9]{1,2}-|\.[0-9]{1,2}\.|/[0-9]{1,2}/)[0-9]{2}')
      THEN typing.century(right(form, 2)) || '-' || lpad(regexp_extract(form, '^[0-9]+[-./]([0-9]+)', 1), 2, '0') || '-' || lpad(regexp_extract(form, '^[0-9]+'), 2, '0')
    WHEN regexp_full_match(form, '(?:19|20)[0-9]{6}') THEN form[1:4] || '-' || form[5:6] || '-' || form[7:8]
    WHEN regexp_full_match(form, '[0-9]{4}(?:/[0-9]{2}/|\.[0-9]{2}\.)[0-9]{2}') THEN form[1:4] || '-' || form[6:7] || '-' || form[9:10]
    WHEN regexp_full_match(form, '[0-9]{1,2}\.?[ -](?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?[ -][0-9]{4}')
      THEN right(form, 4) || '-' || typing.month_number(regexp_extract(form, '[a-z]{3}')) || '-' || lpad(regexp_extract(form, '^[0-9]+'), 2, '0')
  END;

CREATE OR REPLACE MACRO typing.is_excel_serial(form) AS
  regexp_full_match(form, '[1-7][0-9]{4}(?:[.,][0-9]+)?') AND form[1:5] BETWEEN '14611' AND '73050';
