/*
code: PROJECT_NOT_RUNNING
layer: cross
severity: info
message:
  da: 'Projektet "{value}" har {count} {count:deltager|deltagere}, men er ikke i gang i {year}.'
  en: 'Project "{value}" has {count} {count:participant|participants}, but is not running in {year}.'
remedy:
  da: 'Ret projektets status eller datoer, hvis det var i gang.'
  en: 'Correct the status or dates of the project if it was running.'
*/
SELECT p.delivery_id, p.source_row, 'application_status' AS field, p.project_id AS value,
  json_object('count', count(*), 'year', p.reference_year) AS params
FROM accounts.project AS p
JOIN accounts.project_participant AS q ON q.reference_year = p.reference_year AND q.project_id = p.project_id
WHERE NOT p.is_active
GROUP BY p.delivery_id, p.source_row, p.project_id, p.reference_year
