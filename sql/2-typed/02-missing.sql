-- purpose: tell a missing value from a value, and keep why it is missing
-- inputs:  value VARCHAR as landed; tidied as made by typing.tidy
-- output:  typing.missing_reason(value) VARCHAR: blank | none | not_available | not_stated | not_relevant | unknown,
--          NULL when the text is a value (or the cell is absent).
--          typing.is_missing(value), typing.is_missing_tidy(tidied) BOOLEAN: the same question without the reason
CREATE OR REPLACE MACRO typing.missing_reason_of(key) AS
  CASE
    WHEN key IN ('', 'null', '(tom)', '(blank)') THEN 'blank'
    WHEN key IN ('-', '--', '–', '—', '.') THEN 'none'
    WHEN key IN ('..', '...', '…', 'n/a', '#n/a', 'n.a.', 'i/t', '#i/t') THEN 'not_available'
    WHEN key IN ('u.o.', 'u.o', 'uo', 'uoplyst', 'ikke oplyst', 'uden oplysning', 'not stated') THEN 'not_stated'
    WHEN key IN ('ikke relevant', 'ikke rel.', 'i.r.', 'not relevant', 'not applicable') THEN 'not_relevant'
    WHEN key IN ('ukendt', 'ved ikke', 'vides ikke', 'unknown', '?') THEN 'unknown'
  END;

CREATE OR REPLACE MACRO typing.missing_reason(value) AS
  CASE WHEN length(value) <= 24 THEN typing.missing_reason_of(typing.key(value)) END;

-- One pattern, not a list: DuckDB would look a list up by a join.
CREATE OR REPLACE MACRO typing.is_missing_tidy(tidied) AS
  tidied IS NOT NULL AND regexp_full_match(tidied,
    '(?i)(?:|null|\(tom\)|\(blank\)|--?|–|—|\.{1,3}|…|#?n/a|n\.a\.|#?i/t|u\.o\.?|uo|uoplyst|ikke oplyst|uden oplysning|not stated'
    '|ikke relevant|ikke rel\.|i\.r\.|not relevant|not applicable|ukendt|ved ikke|vides ikke|unknown|\?)');

CREATE OR REPLACE MACRO typing.is_missing(value) AS typing.is_missing_tidy(typing.tidy(value));
