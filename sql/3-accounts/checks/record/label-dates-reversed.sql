/*
code: LABEL_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Tildelingen ligger efter mærkets udløb: {first} efter {value}.'
  en: 'The award is after the end of the label: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'valid_to_date' AS field, valid_to_date::VARCHAR AS value, json_object('first', awarded_date::VARCHAR) AS params
FROM typed.labels
WHERE awarded_date > valid_to_date
