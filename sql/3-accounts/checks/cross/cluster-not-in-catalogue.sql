/*
code: CLUSTER_NOT_IN_CATALOGUE
layer: cross
severity: warning
message:
  da: 'Klyngen "{value}" står ikke i årets klyngekatalog ({count} {count:række|rækker}).'
  en: 'Cluster "{value}" is not in the catalogue of the year ({count} {count:row|rows}).'
remedy:
  da: 'Ret id''et, eller tilføj klyngen i klynger.'
  en: 'Correct the id or add the cluster to the catalogue.'
*/
WITH named AS (
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.participants
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.participations
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.outcomes
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.survey
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.finance
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.labels
  UNION ALL
  SELECT reference_year, delivery_id, source_row, cluster_id, 'cluster_id' AS field FROM typed.knowledge_institutions
  UNION ALL
  SELECT reference_year, delivery_id, source_row, unnest(cluster_ids), 'cluster_ids' FROM typed.projects
)
SELECT n.delivery_id, min(n.source_row) AS source_row, n.field, n.cluster_id AS value, json_object('count', count(*)) AS params
FROM named AS n
SEMI JOIN accounts.cluster AS listed ON listed.reference_year = n.reference_year
ANTI JOIN accounts.cluster AS c ON c.reference_year = n.reference_year AND c.cluster_id = accounts.code_key(n.cluster_id)
WHERE n.cluster_id IS NOT NULL
GROUP BY n.delivery_id, n.field, n.cluster_id
