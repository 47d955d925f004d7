/*
code: LABEL_OVERLAP
layer: cross
severity: warning
message:
  da: 'Mærket {value} overlapper et andet af samme slags ({from} til {to}).'
  en: 'The {value} label overlaps another of its kind ({from} to {to}).'
remedy:
  da: 'Ret datoerne, så et mærke afløser det forrige.'
  en: 'Correct the dates so that one label follows the other.'
*/
SELECT a.delivery_id, a.source_row, 'awarded_date' AS field, a.label AS value,
  json_object('from', b.awarded_date::VARCHAR, 'to', b.valid_to_date::VARCHAR, 'cluster', a.cluster_id) AS params
FROM accounts.label AS a
JOIN accounts.label AS b ON b.cluster_id = a.cluster_id AND b.label = a.label
  AND b.awarded_date < a.awarded_date AND b.valid_to_date >= a.awarded_date + INTERVAL 92 DAY
