/*
code: CLUSTER_MISSING
layer: cross
severity: warning
message:
  da: '{count} {count:deltager|deltagere} er ikke knyttet til en klynge og tælles ikke med.'
  en: '{count} {count:participant is|participants are} not tied to a cluster and {count:is|are} not counted.'
remedy:
  da: 'Tilføj en kolonne med klyngens id, eller angiv leverandøren i drop.yaml.'
  en: 'Add a column with the id of the cluster, or state the supplier in drop.yaml.'
*/
SELECT delivery_id, min(source_row) AS source_row, 'cluster_id' AS field, NULL AS value, json_object('count', count(*)) AS params
FROM accounts.participant_row
WHERE cluster_id IS NULL
GROUP BY delivery_id
