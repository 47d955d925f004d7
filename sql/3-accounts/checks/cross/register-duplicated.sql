/*
code: REGISTER_DUPLICATED
layer: cross
severity: warning
message:
  da: 'CVR-nr. {value} står flere gange i registret for {year}; den senest leverede række gælder.'
  en: 'Company number {value} is in the register more than once for {year}; the row delivered last counts.'
remedy:
  da: 'Bed om et udtræk uden dubletter.'
  en: 'Ask for an extract without duplicates.'
*/
WITH repeated AS (
  SELECT company_number, year FROM typed.firm_register
  WHERE company_number IS NOT NULL AND year IS NOT NULL
  GROUP BY company_number, year
  HAVING count(*) > 1
)
SELECT r.delivery_id, r.source_row, 'company_number' AS field, r.company_number AS value, json_object('year', r.year) AS params
FROM typed.firm_register AS r
SEMI JOIN repeated AS d ON d.company_number = r.company_number AND d.year = r.year
QUALIFY row_number() OVER (PARTITION BY r.company_number, r.year ORDER BY r.delivery_id, r.source_row) > 1
