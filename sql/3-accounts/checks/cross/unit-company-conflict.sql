/*
code: UNIT_COMPANY_CONFLICT
layer: cross
severity: warning
message:
  da: 'P-nr. {value} står med flere CVR-numre; {company} bruges.'
  en: 'P-number {value} is listed with several company numbers; {company} is used.'
remedy:
  da: 'Et P-nummer hører til ét CVR-nummer; ret det forkerte.'
  en: 'A P-number belongs to one company number; correct the wrong one.'
*/
SELECT p.delivery_id, p.source_row, 'production_unit_number' AS field, u.production_unit_number AS value,
  json_object('company', u.company_number) AS params
FROM typed.participants AS p
JOIN accounts.production_unit AS u ON u.production_unit_number = coalesce(p.production_unit_number, p.company_number_unit)
WHERE u.company_count > 1 AND p.company_number <> u.company_number
