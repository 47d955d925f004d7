-- purpose: everything found wrong, or worth knowing, in what was received
-- grain:   one row per finding; the same cell can have several
-- inputs:  written by the intake, by the typing and by the checks
-- output:  landing.finding; code names an entry of the message catalogue, params fills its placeholders
CREATE TABLE IF NOT EXISTS landing.finding (
  code            VARCHAR,
  severity        VARCHAR,
  drop_name       VARCHAR,
  supplier        VARCHAR,
  path            VARCHAR,
  sheet           VARCHAR,
  source_row      INTEGER,
  column_position INTEGER,
  header          VARCHAR,
  input           VARCHAR,
  field           VARCHAR,
  value           VARCHAR,
  params          JSON
);
