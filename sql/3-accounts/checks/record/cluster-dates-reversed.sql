/*
code: CLUSTER_DATES_REVERSED
layer: record
severity: warning
message:
  da: 'Klyngens start ligger efter dens ophør: {first} efter {value}.'
  en: 'The start of the cluster is after its end: {first} after {value}.'
remedy:
  da: 'Ret den af de to datoer, der er forkert.'
  en: 'Correct the date that is wrong.'
*/
SELECT delivery_id, source_row, 'end_date' AS field, end_date::VARCHAR AS value, json_object('first', start_date::VARCHAR) AS params
FROM typed.clusters
WHERE start_date > end_date
