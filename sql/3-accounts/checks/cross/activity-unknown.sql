/*
code: ACTIVITY_UNKNOWN
layer: cross
severity: info
message:
  da: 'Aktiviteten "{value}" står ikke i årets arrangementer ({count} {count:række|rækker}).'
  en: 'Activity "{value}" is not among the events of the year ({count} {count:row|rows}).'
remedy:
  da: 'Ret id''et, eller tilføj arrangementet.'
  en: 'Correct the id or add the event.'
*/
WITH named AS (
  SELECT reference_year, delivery_id, source_row, activity_id AS event_id, 'activity_id' AS field FROM typed.participations
  UNION ALL
  SELECT reference_year, delivery_id, source_row, event_id, 'event_id' FROM typed.meetings
)
SELECT n.delivery_id, min(n.source_row) AS source_row, n.field, n.event_id AS value, json_object('count', count(*)) AS params
FROM named AS n
SEMI JOIN accounts.event AS listed ON listed.reference_year = n.reference_year
ANTI JOIN accounts.event AS e ON e.reference_year = n.reference_year AND e.event_id = accounts.code_key(n.event_id)
WHERE n.event_id IS NOT NULL
GROUP BY n.delivery_id, n.field, n.event_id
