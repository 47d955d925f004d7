/*
code: COMPANY_NOT_IN_REGISTER
layer: cross
severity: warning
message:
  da: 'CVR-nr. {value} findes ikke i registret.'
  en: 'Company number {value} is not in the register.'
remedy:
  da: 'Kontrollér nummeret; det kan være tastet forkert, selv om kontrolcifferet passer.'
  en: 'Check the number; it may be mistyped even though the check digit fits.'
*/
SELECT r.delivery_id, r.source_row, 'company_number' AS field, r.company_number AS value, NULL::JSON AS params
FROM accounts.participant_row AS r
SEMI JOIN accounts.register_at AS any_row ON any_row.reference_year = r.reference_year
ANTI JOIN accounts.register_row AS t ON t.reference_year = r.reference_year AND t.company_id = r.company_id
WHERE r.key_status = 'valid' AND r.participant_type = 'company'
