/*
code: EMPLOYEES_JUMP
layer: cross
severity: info
message:
  da: 'Virksomheden oplyser {value} {value:ansat|ansatte} mod {before} året før.'
  en: 'The company states {value} {value:employee|employees} against {before} the year before.'
remedy:
  da: 'Kontrollér tallet; det kan være en taste- eller enhedsfejl.'
  en: 'Check the number; it may be mistyped.'
*/
WITH stated AS (
  SELECT reference_year, company_id, max(employees) AS employees, arg_max(delivery_id, (employees, delivery_id, source_row)) AS delivery_id,
    arg_max(source_row, (employees, delivery_id, source_row)) AS source_row
  FROM accounts.participant_row
  WHERE employees IS NOT NULL AND company_id IS NOT NULL
  GROUP BY reference_year, company_id
)
SELECT n.delivery_id, n.source_row, 'employees' AS field, n.employees::VARCHAR AS value, json_object('before', b.employees) AS params
FROM stated AS n
JOIN stated AS b ON b.company_id = n.company_id AND b.reference_year = n.reference_year - 1
WHERE abs(n.employees - b.employees) >= 100 AND greatest(n.employees, b.employees) >= 5 * least(n.employees, b.employees)
