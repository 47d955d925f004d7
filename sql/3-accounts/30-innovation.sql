-- purpose: the statistical office's survey of research and innovation
-- grain:   one row per company and period; the later delivered counts
-- inputs:  typed.innovation_survey
-- output:  accounts.innovation, key (company_id, period_from, period_to)
CREATE OR REPLACE TABLE accounts.innovation AS
WITH dated AS (
  SELECT *, TRY_CAST(regexp_extract(period, '((?:19|20)[0-9]{2})', 1) AS INTEGER) AS period_from,
    TRY_CAST(regexp_extract(period, '((?:19|20)[0-9]{2})[^0-9]*$', 1) AS INTEGER) AS period_to
  FROM typed.innovation_survey
  WHERE company_number IS NOT NULL
)
SELECT company_number AS company_id, period_from, period_to, product_innovative, process_innovative, organisational_innovative,
  marketing_innovative, rd_cooperation, weight, stratum, delivery_id, source_row
FROM dated
WHERE period_from IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY company_number, period_from, period_to ORDER BY delivery_id DESC, source_row DESC) = 1
ORDER BY 1, 2, 3;
