/*
code: DELIVERY_MISSING
layer: cross
severity: warning
message:
  da: 'Klyngen {value} står i kataloget, men har ikke leveret deltagere for {year}.'
  en: 'Cluster {value} is in the catalogue, but delivered no participants for {year}.'
remedy:
  da: 'Ryk for leverancen. Indtil da regnes klyngen som parameteren missing_deliveries siger.'
  en: 'Ask for the delivery. Until then the cluster counts as the parameter missing_deliveries says.'
*/
SELECT c.delivery_id, c.source_row, 'cluster_id' AS field, c.cluster_id AS value, json_object('year', c.reference_year) AS params
FROM accounts.cluster AS c
ANTI JOIN accounts.participant_row AS r ON r.reference_year = c.reference_year AND r.cluster_id = c.cluster_id
WHERE (c.end_date IS NULL OR year(c.end_date) >= c.reference_year) AND (c.start_date IS NULL OR year(c.start_date) <= c.reference_year)
