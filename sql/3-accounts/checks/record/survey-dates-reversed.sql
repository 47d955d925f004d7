/*
code: SURVEY_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Udsendelsen ligger efter svaret: {first} efter {value}.'
  en: 'The mailing is after the answer: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'response_date' AS field, response_date::VARCHAR AS value, json_object('first', sent_date::VARCHAR) AS params
FROM typed.survey
WHERE sent_date > response_date
