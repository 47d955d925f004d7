/*
code: EVENT_OUTSIDE_YEAR
layer: record
severity: warning
message:
  da: 'Arrangementets dato {value} ligger ikke i {year}.'
  en: 'The date of the event, {value}, is not in {year}.'
remedy:
  da: 'Ret datoen, eller flyt arrangementet til det rigtige år.'
  en: 'Correct the date or move the event to the right year.'
*/
SELECT delivery_id, source_row, 'date' AS field, date::VARCHAR AS value, json_object('year', reference_year) AS params
FROM typed.events
WHERE year(date) <> reference_year
