/*
code: CLUSTER_ENDED
layer: cross
severity: warning
message:
  da: 'Klyngen {value} ophørte {end}, men har leveret deltagere for {year}.'
  en: 'Cluster {value} ended on {end}, but delivered participants for {year}.'
remedy:
  da: 'Ret ophørsdatoen, eller læg deltagerne hos efterfølgeren.'
  en: 'Correct the end date or move the participants to the successor.'
*/
SELECT c.delivery_id, c.source_row, 'end_date' AS field, c.cluster_id AS value,
  json_object('end', c.end_date::VARCHAR, 'year', c.reference_year) AS params
FROM accounts.cluster AS c
SEMI JOIN accounts.participant_row AS r ON r.reference_year = c.reference_year AND r.cluster_id = c.cluster_id
WHERE year(c.end_date) < c.reference_year
