-- purpose: where typing works: the texts that are not in plain form, and what each of them means. Every distinct text is
--          typed once, however many cells hold it; plain cells are cast where they stand.
-- grain:   typing.pending: one row per input, field and distinct text; typing.cell: one row per kind, variant and text
-- inputs:  written by the typing of the inputs and by sql/2-typed/cells
-- output:  typing.pending; typing.cell, key (kind, variant, raw). variant is what the reading depends on beside the text:
--          the decimal mark of a number ('?' when nobody knows), the identifier scheme of a company number, the field of an
--          enumeration. value is canonical text, NULL when missing or faulty; missing_reason, fault and conversion say why
CREATE OR REPLACE TABLE typing.pending (input_name VARCHAR, field VARCHAR, kind VARCHAR, variant VARCHAR, raw VARCHAR);

CREATE OR REPLACE TABLE typing.cell (
  kind VARCHAR, variant VARCHAR, raw VARCHAR, value VARCHAR, unit VARCHAR, missing_reason VARCHAR, fault VARCHAR, conversion VARCHAR
);

CREATE OR REPLACE VIEW typing.wanted AS
SELECT DISTINCT p.kind, p.variant, p.raw, typing.missing_reason(p.raw) AS missing_reason
FROM typing.pending AS p
ANTI JOIN typing.cell AS c ON c.kind = p.kind AND c.variant = p.variant AND c.raw = p.raw;
