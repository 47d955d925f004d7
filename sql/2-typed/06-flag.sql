-- purpose: yes and no in all the ways a cell is ticked
-- inputs:  value VARCHAR as landed
-- output:  typing.flag_of(value) BOOLEAN; NULL when it is neither
CREATE OR REPLACE MACRO typing.flag_of(value) AS
  CASE
    WHEN typing.key(value) IN ('ja', 'nej') THEN typing.key(value) = 'ja'
    WHEN typing.key(value) IN ('j', 'x', '1', 'y', 'yes', 'true', 'sand', 't', '✓', '✔', '1,0', '1.0') THEN true
    WHEN typing.key(value) IN ('n', '0', 'no', 'false', 'falsk', 'f', '0,0', '0.0') THEN false
  END;
