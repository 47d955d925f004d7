/*
code: PROJECT_WITHOUT_PARTICIPANTS
layer: cross
severity: info
message:
  da: 'Projektet "{value}" er i gang, men har ingen deltagere.'
  en: 'Project "{value}" is running, but has no participants.'
remedy:
  da: 'Tilføj deltagerne i projektdeltagere.'
  en: 'Add its participants.'
*/
SELECT p.delivery_id, p.source_row, 'project_id' AS field, p.project_id AS value, NULL::JSON AS params
FROM accounts.project AS p
SEMI JOIN accounts.project_participant AS listed ON listed.reference_year = p.reference_year
ANTI JOIN accounts.project_participant AS q ON q.reference_year = p.reference_year AND q.project_id = p.project_id
WHERE p.is_active
