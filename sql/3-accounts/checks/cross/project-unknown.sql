/*
code: PROJECT_UNKNOWN
layer: cross
severity: warning
message:
  da: 'Projektet "{value}" står ikke i årets projekter ({count} {count:række|rækker}).'
  en: 'Project "{value}" is not among the projects of the year ({count} {count:row|rows}).'
remedy:
  da: 'Ret id''et, eller tilføj projektet i projekter.'
  en: 'Correct the id or add the project to the projects.'
*/
SELECT p.delivery_id, min(p.source_row) AS source_row, 'project_id' AS field, p.project_id AS value, json_object('count', count(*)) AS params
FROM typed.project_participants AS p
SEMI JOIN accounts.project AS listed ON listed.reference_year = p.reference_year
ANTI JOIN accounts.project AS a ON a.reference_year = p.reference_year AND a.project_id = accounts.code_key(p.project_id)
WHERE p.project_id IS NOT NULL
GROUP BY p.delivery_id, p.project_id
