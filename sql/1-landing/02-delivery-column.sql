-- purpose: what each column of a delivery was taken for; a column without a field was dropped at the door
-- grain:   one row per delivery and column position
-- inputs:  written by the intake
-- output:  landing.delivery_column, key (delivery_id, position); match exact | synonym | mapped | dropped
CREATE TABLE IF NOT EXISTS landing.delivery_column (
  delivery_id  INTEGER,
  position     INTEGER,
  header       VARCHAR,
  field        VARCHAR,
  match        VARCHAR,
  decimal_mark VARCHAR
);
