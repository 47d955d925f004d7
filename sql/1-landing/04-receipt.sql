-- purpose: when the files of a drop were due and when they came in, as far as drop.yaml says
-- grain:   one row per file of a drop that has such a day
-- output:  landing.receipt, key (drop_name, path)
CREATE TABLE IF NOT EXISTS landing.receipt (
  drop_name VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  due_on DATE,
  received_on DATE
);
