/*
code: RESULT_OF_MISSING
layer: record
severity: info
message:
  da: '{count} {count:udbytte|udbytter} er ikke knyttet til en aktivitet eller et projekt.'
  en: '{count} {count:outcome is|outcomes are} not tied to an activity or a project.'
remedy:
  da: 'Skriv id for den aktivitet eller det projekt, som udbyttet følger af.'
  en: 'Write the id of the activity or project that the outcome follows from.'
*/
SELECT o.delivery_id, min(o.source_row) AS source_row, 'result_of_id' AS field, NULL AS value, json_object('count', count(*)) AS params
FROM typed.outcomes AS o
SEMI JOIN landing.delivery_column AS c ON c.delivery_id = o.delivery_id AND c.field = 'result_of_id'
WHERE o.result_of_id IS NULL AND (o.new_product OR o.new_service OR o.new_process)
GROUP BY o.delivery_id
