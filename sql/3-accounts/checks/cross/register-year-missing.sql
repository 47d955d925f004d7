/*
code: REGISTER_YEAR_MISSING
layer: cross
severity: warning
message:
  da: 'Registret har ingen rækker for {year}; {latest} bruges i stedet.'
  en: 'The register has no rows for {year}; {latest} is used instead.'
remedy:
  da: 'Bestil registerudtrækket for året.'
  en: 'Order the extract of the register for the year.'
*/
WITH edition AS (
  SELECT reference_year, max(year) AS latest FROM accounts.register_at GROUP BY reference_year
),
source AS (
  SELECT max(delivery_id) AS delivery_id, arg_max(source_row, (delivery_id, source_row)) AS source_row
  FROM typed.firm_register
  WHERE year = (SELECT max(year) FROM typed.firm_register)
)
SELECT s.delivery_id, s.source_row, 'year' AS field, e.latest::VARCHAR AS value,
  json_object('year', e.reference_year, 'latest', e.latest) AS params
FROM edition AS e
CROSS JOIN source AS s
WHERE e.latest < e.reference_year
