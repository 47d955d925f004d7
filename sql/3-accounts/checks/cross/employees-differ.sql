/*
code: EMPLOYEES_DIFFER
layer: cross
severity: info
message:
  da: 'Virksomheden oplyser {value} {value:ansat|ansatte}, registret {register}.'
  en: 'The company states {value} {value:employee|employees}, the register {register}.'
remedy:
  da: 'Registrets tal bruges. Kontrollér CVR-nummeret, hvis forskellen undrer.'
  en: 'The number of the register is used. Check the company number if the difference surprises.'
*/
SELECT r.delivery_id, r.source_row, 'employees' AS field, r.employees::VARCHAR AS value, json_object('register', f.employees) AS params
FROM accounts.participant_row AS r
JOIN accounts.register_row AS f ON f.reference_year = r.reference_year AND f.company_id = r.company_id
WHERE abs(r.employees - f.employees) >= 100 AND greatest(r.employees, f.employees) >= 10 * least(r.employees, f.employees)
