-- purpose: a raw value may be shown in a finding only when it cannot be personal
-- inputs:  value VARCHAR as landed
-- output:  typing.shown(value) VARCHAR: the value; NULL when it looks like a CPR number (a date in six digits, then four
--          more), an e-mail address or a phone number; what follows "v/" in a company name, where sole proprietors name
--          themselves, is left out; long text is cut at 80 characters.
--          typing.first_of(numbers) VARCHAR: the first ten of a list of row numbers, as people write them
CREATE OR REPLACE MACRO typing.looks_personal(value) AS
  regexp_matches(value, '(?:^|[^0-9])(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}(?:[^0-9]|$)')
  OR contains(value, '@')
  OR regexp_matches(value, '\+[0-9]{2} ?[0-9]{2}[ 0-9]{6,}');

CREATE OR REPLACE MACRO typing.shown(value) AS
  CASE
    WHEN typing.looks_personal(value) THEN NULL
    WHEN regexp_matches(value, '(?i)\sv/') THEN regexp_replace(value, '(?i)(\sv/).*', '\1 …')
    WHEN length(value) > 80 THEN value[1:79] || '…'
    ELSE value
  END;

CREATE OR REPLACE MACRO typing.first_of(numbers) AS
  array_to_string(numbers[:10], ', ') || CASE WHEN len(numbers) > 10 THEN ' …' ELSE '' END;
