/*
code: RESULT_UNKNOWN
layer: cross
severity: info
message:
  da: '"{value}" er hverken et af årets arrangementer eller projekter ({count} {count:række|rækker}).'
  en: '"{value}" is neither an event nor a project of the year ({count} {count:row|rows}).'
remedy:
  da: 'Ret id''et.'
  en: 'Correct the id.'
*/
SELECT o.delivery_id, min(o.source_row) AS source_row, 'result_of_id' AS field, o.result_of_id AS value, json_object('count', count(*)) AS params
FROM accounts.outcome AS o
ANTI JOIN accounts.event AS e ON e.reference_year = o.reference_year AND e.event_id = o.result_of_id
ANTI JOIN accounts.project AS p ON p.reference_year = o.reference_year AND p.project_id = o.result_of_id
WHERE o.result_of_id IS NOT NULL
GROUP BY o.delivery_id, o.result_of_id
