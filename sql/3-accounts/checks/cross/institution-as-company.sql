/*
code: INSTITUTION_AS_COMPANY
layer: cross
severity: warning
message:
  da: '{value} står som virksomhed, men er en videninstitution i årets liste.'
  en: '{value} is listed as a company, but is a knowledge institution in the list of the year.'
remedy:
  da: 'Ret deltagertypen til KI.'
  en: 'Change the type of participant to KI.'
*/
SELECT DISTINCT r.delivery_id, r.source_row, 'participant_type' AS field, coalesce(r.company_name, r.company_id) AS value, NULL::JSON AS params
FROM accounts.participant_row AS r
JOIN typed.knowledge_institutions AS k ON k.reference_year = r.reference_year AND k.company_number = r.company_number
WHERE r.participant_type = 'company'
