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
JOIN accounts.register_at AS t ON t.reference_year = r.reference_year AND t.company_id = r.company_id
JOIN accounts.firm_year AS f ON f.company_id = t.company_id AND f.year = t.year
WHERE r.key_status = 'valid' AND year(f.end_date) < r.reference_year
