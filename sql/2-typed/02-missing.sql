-- purpose: tell a missing value from a value, and keep why it is missing
-- inputs:  value VARCHAR as landed
-- output:  typing.missing_reason(value) VARCHAR: blank | none | not_available | not_stated | not_relevant | unknown,
--          NULL when the text is a value (or the cell is absent).
--          typing.is_missing(value) BOOLEAN: the same question without the reason
CREATE OR REPLACE MACRO typing.missing_reason(value) AS
  CASE
    WHEN length(value) > 24 THEN NULL
    WHEN typing.key(value) IN ('', 'null') THEN 'blank'
    WHEN typing.key(value) IN ('-', '--', '–', '—', '.') THEN 'none'
    WHEN typing.key(value) IN ('..', '...', '…', 'n/a', '#n/a', 'n.a.', 'i/t', '#i/t') THEN 'not_available'
    WHEN typing.key(value) IN ('u.o.', 'u.o', 'uo', 'uoplyst', 'ikke oplyst', 'uden oplysning', 'not stated') THEN 'not_stated'
    WHEN typing.key(value) IN ('ikke relevant', 'ikke rel.', 'i.r.', 'not relevant', 'not applicable') THEN 'not_relevant'
    WHEN typing.key(value) IN ('ukendt', 'ved ikke', 'vides ikke', 'unknown', '?') THEN 'unknown'
  END;

CREATE OR REPLACE MACRO typing.is_missing(value) AS
  length(value) <= 24 AND typing.key(value) IN (
    '', 'null', '-', '--', '–', '—', '.', '..', '...', '…', 'n/a', '#n/a', 'n.a.', 'i/t', '#i/t',
    'u.o.', 'u.o', 'uo', 'uoplyst', 'ikke oplyst', 'uden oplysning', 'not stated',
    'ikke relevant', 'ikke rel.', 'i.r.', 'not relevant', 'not applicable',
    'ukendt', 'ved ikke', 'vides ikke', 'unknown', '?'
  );
