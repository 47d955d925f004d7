/*
code: ATTENDED_EXCEEDS_REGISTERED
layer: record
severity: info
message:
  da: '{value} er mødt frem, men kun {registered} var tilmeldt.'
  en: '{value} attended, but only {registered} had registered.'
remedy:
  da: 'Kontrollér de to tal; de kan være byttet om.'
  en: 'Check the two numbers; they may be swapped.'
*/
SELECT delivery_id, source_row, 'attended' AS field, attended::VARCHAR AS value, json_object('registered', registered) AS params
FROM typed.events
WHERE attended > registered * 1.2 AND attended > registered + 5
