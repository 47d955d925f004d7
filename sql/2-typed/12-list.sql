-- purpose: several values in one cell, split on semicolon, comma, slash, bar or line break
-- inputs:  value VARCHAR as landed
-- output:  typing.list_of(value) VARCHAR[] in the order written, tidy, without blanks and repeats; NULL when nothing is left
CREATE OR REPLACE MACRO typing.list_of(value) AS
  CASE
    WHEN regexp_full_match(value, '[A-Za-z0-9-]+') THEN [value]
    ELSE nullif(
      list_filter(
        list_transform(string_split_regex(value, '[;,/|\r\n]'), lambda part: typing.tidy(part)),
        lambda part, position: part <> ''
          AND list_position(list_transform(string_split_regex(value, '[;,/|\r\n]'), lambda other: typing.tidy(other)), part) = position
      ), [])
  END;
