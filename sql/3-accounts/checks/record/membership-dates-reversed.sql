/*
code: MEMBERSHIP_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Indmeldelsen ligger efter udmeldelsen: {first} efter {value}.'
  en: 'Joining is after leaving: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'left_date' AS field, left_date::VARCHAR AS value, json_object('first', joined_date::VARCHAR) AS params
FROM typed.participants
WHERE joined_date > left_date
