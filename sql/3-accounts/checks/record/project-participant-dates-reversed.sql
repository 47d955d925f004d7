/*
code: PROJECT_PARTICIPANT_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Deltagelsens start ligger efter dens slut: {first} efter {value}.'
  en: 'The start of the participation is after its end: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'to_date' AS field, to_date::VARCHAR AS value, json_object('first', from_date::VARCHAR) AS params
FROM typed.project_participants
WHERE from_date > to_date
