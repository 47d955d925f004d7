/*
code: MEMBERSHIP_JUMP
layer: cross
severity: warning
message:
  da: 'Klyngen har {value} {value:virksomhed|virksomheder} i år mod {before} året før.'
  en: 'The cluster has {value} {value:company|companies} this year against {before} the year before.'
remedy:
  da: 'Kontrollér, om en liste mangler eller er leveret to gange, eller om tællereglen er ændret.'
  en: 'Check whether a list is missing or was delivered twice, or whether the counting rule has changed.'
*/
WITH counted AS (
  SELECT reference_year, cluster_id, count(*) AS companies,
    arg_min(first_delivery_id, (first_delivery_id, first_source_row)) AS delivery_id,
    arg_min(first_source_row, (first_delivery_id, first_source_row)) AS source_row
  FROM accounts.membership
  WHERE NOT is_carried_forward
  GROUP BY reference_year, cluster_id
)
SELECT n.delivery_id, n.source_row, 'cluster_id' AS field, n.companies::VARCHAR AS value,
  json_object('before', b.companies, 'cluster', n.cluster_id) AS params
FROM counted AS n
JOIN counted AS b ON b.cluster_id = n.cluster_id AND b.reference_year = n.reference_year - 1
WHERE abs(n.companies - b.companies) >= 20 AND (n.companies > 1.5 * b.companies OR n.companies < 0.6 * b.companies)
