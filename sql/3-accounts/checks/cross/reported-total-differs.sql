/*
code: REPORTED_TOTAL_DIFFERS
layer: cross
severity: warning
message:
  da: 'Klyngen har indberettet {value} {value:virksomhed|virksomheder}, men leverancen har {counted} {counted:unik|unikke}.'
  en: 'The cluster reported {value} {value:company|companies}, but the delivery has {counted} unique {counted:one|ones}.'
remedy:
  da: 'Find forskellen: dubletter, manglende CVR-numre eller en anden afgrænsning.'
  en: 'Find the difference: duplicates, missing numbers or another scope.'
*/
WITH counted AS (
  SELECT reference_year, cluster_id, count(*) AS companies FROM accounts.membership GROUP BY reference_year, cluster_id
)
SELECT c.delivery_id, c.source_row, 'reported_companies' AS field, c.reported_companies::VARCHAR AS value,
  json_object('counted', n.companies, 'cluster', c.cluster_id) AS params
FROM accounts.cluster AS c
JOIN counted AS n ON n.reference_year = c.reference_year AND n.cluster_id = c.cluster_id
WHERE abs(c.reported_companies - n.companies) > greatest(2, 0.05 * n.companies)
