/*
code: ROW_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Oprettelsen af rækken ligger efter dens sidste ændring: {first} efter {value}.'
  en: 'The creation of the row is after its last change: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'modified_date' AS field, modified_date::VARCHAR AS value, json_object('first', created_date::VARCHAR) AS params
FROM typed.participants
WHERE created_date > modified_date
