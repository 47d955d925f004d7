-- purpose: text as people mean it: no stray blanks of any kind at the ends, single blanks inside
-- inputs:  value VARCHAR as landed
-- output:  typing.tidy(value) VARCHAR; NULL stays NULL, '' stays ''.
--          typing.key(value) VARCHAR: the tidy text in lower case, for comparing with lists
CREATE OR REPLACE MACRO typing.tidy(value) AS
  CASE
    WHEN regexp_full_match(value, '(?:[!-~\x{00A1}-\x{1FFF}]+(?: [!-~\x{00A1}-\x{1FFF}]+)*)?') THEN value
    ELSE trim(regexp_replace(value, '[\s\x{00A0}\x{2000}-\x{200B}\x{202F}\x{205F}\x{3000}\x{FEFF}]+', ' ', 'g'))
  END;

CREATE OR REPLACE MACRO typing.key(value) AS lower(typing.tidy(value));
