-- purpose: calendar years
-- inputs:  value VARCHAR as landed
-- output:  typing.year_of(value) INTEGER from 1900 to 2100 ('2013', '2013,0', '2013.0'); NULL when it is none
CREATE OR REPLACE MACRO typing.year_of(value) AS
  CASE
    WHEN regexp_full_match(typing.tidy(value), '(?:19[0-9]{2}|20[0-9]{2}|2100)(?:[.,]0+)?') THEN typing.tidy(value)[1:4]::INTEGER
  END;
