-- purpose: the statistical office's survey of research and innovation. Of two rows of one company and period the later
--          delivered counts.
-- grain:   one row per company and period
-- inputs:  typed.innovation_survey
-- output:  accounts.innovation, key (company_id, period_from, period_to)
CREATE OR REPLACE TABLE accounts.innovation AS
WITH span AS (
  SELECT period, TRY_CAST(regexp_extract(period, '((?:19|20)[0-9]{2})', 1) AS INTEGER) AS period_from,
    TRY_CAST(regexp_extract(period, '((?:19|20)[0-9]{2})[^0-9]*$', 1) AS INTEGER) AS period_to
  FROM typed.innovation_survey
  GROUP BY period
),
dated AS (
  SELECT i.*, s.period_from, s.period_to
  FROM typed.innovation_survey AS i
  JOIN span AS s ON s.period = i.period
  WHERE i.company_number IS NOT NULL AND s.period_from IS NOT NULL
),
repeated AS (
  SELECT company_number, period_from, period_to, max(delivery_id) AS delivery_id,
    arg_max(source_row, (delivery_id, source_row)) AS source_row
  FROM dated
  GROUP BY company_number, period_from, period_to
  HAVING count(*) > 1
)
SELECT d.company_number AS company_id, d.period_from, d.period_to, d.product_innovative, d.process_innovative,
  d.organisational_innovative, d.marketing_innovative, d.rd_cooperation, d.weight, d.stratum, d.delivery_id, d.source_row
FROM dated AS d
LEFT JOIN repeated AS r
  ON r.company_number = d.company_number AND r.period_from = d.period_from AND r.period_to = d.period_to
WHERE r.company_number IS NULL OR (r.delivery_id = d.delivery_id AND r.source_row = d.source_row)
ORDER BY company_id, period_from, period_to;
