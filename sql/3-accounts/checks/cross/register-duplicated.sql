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
SELECT r.delivery_id, r.source_row, 'company_number' AS field, r.company_number AS value, json_object('year', r.year) AS params
FROM typed.firm_register AS r
JOIN accounts.register_repeated AS d ON d.company_number = r.company_number AND d.year = r.year
WHERE r.delivery_id <> d.delivery_id OR r.source_row <> d.source_row
