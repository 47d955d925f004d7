/*
code: COMPANY_CEASED
layer: cross
severity: warning
message:
  da: 'Virksomheden {value} ophørte {end}, før året begyndte.'
  en: 'Company {value} closed on {end}, before the year began.'
remedy:
  da: 'Fjern virksomheden, eller ret CVR-nummeret til det, den har nu.'
  en: 'Remove the company or correct the number to the one it has now.'
*/
SELECT r.delivery_id, r.source_row, 'company_number' AS field, r.company_number AS value, json_object('end', f.end_date::VARCHAR) AS params
FROM accounts.participant_row AS r
JOIN accounts.register_row AS f ON f.reference_year = r.reference_year AND f.company_id = r.company_id
WHERE r.key_status = 'valid' AND year(f.end_date) < r.reference_year
