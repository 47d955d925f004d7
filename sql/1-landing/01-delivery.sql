-- purpose: every recognised table of a drop: where it came from, how it was read, how many rows it gave
-- grain:   one row per file, sheet and input
-- inputs:  written by the intake
-- output:  landing.delivery, key delivery_id; status ok | partial | rejected | skipped | duplicate | replaced;
--          encoding_reason declared | byte_order_mark | nul_pattern | ascii | valid_utf8 | danish_letters | by_line | replaced
CREATE TABLE IF NOT EXISTS landing.delivery (
  delivery_id      INTEGER,
  drop_name        VARCHAR,
  reference_year   INTEGER,
  path             VARCHAR,
  sheet            VARCHAR,
  supplier         VARCHAR,
  input            VARCHAR,
  sha256           VARCHAR,
  bytes            BIGINT,
  encoding         VARCHAR,
  delimiter        VARCHAR,
  quote            VARCHAR,
  decimal_mark     VARCHAR,
  header_row       INTEGER,
  rows_read        BIGINT,
  rows_loaded      BIGINT,
  rows_quarantined BIGINT,
  status           VARCHAR,
  encoding_reason  VARCHAR
);
