/*
code: PROJECT_WITHOUT_CLUSTER
layer: record
severity: warning
message:
  da: 'Projektet nævner ingen klynge og tælles ikke med hos nogen.'
  en: 'The project names no cluster and counts for none.'
remedy:
  da: 'Skriv klyngens id i kolonnen.'
  en: 'Write the id of the cluster in the column.'
*/
SELECT delivery_id, source_row, 'cluster_ids' AS field, NULL AS value, json_object('project', project_id) AS params
FROM typed.projects
WHERE cluster_ids IS NULL
