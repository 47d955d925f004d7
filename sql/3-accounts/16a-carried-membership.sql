-- purpose: where missing_deliveries is carried_forward or imputed, the companies of clusters of the catalogue that
--          delivered no participants: those of the latest year before that had not left, under the numbers they have now
-- grain:   one row per reference year, cluster and company
-- inputs:  accounts.cluster, accounts.setting, accounts.participant_row, accounts.delivered_membership,
--          accounts.company_successor
-- output:  accounts.carried_membership, key (reference_year, cluster_id, company_id)
CREATE OR REPLACE TABLE accounts.carried_membership AS
WITH carried_year AS (
  SELECT c.reference_year, c.cluster_id, max(p.reference_year) AS from_year
  FROM accounts.cluster AS c
  CROSS JOIN accounts.setting AS s
  JOIN accounts.participant_row AS p ON p.cluster_id = c.cluster_id AND p.reference_year < c.reference_year
  ANTI JOIN accounts.participant_row AS own
    ON own.cluster_id = c.cluster_id AND own.reference_year = c.reference_year
  WHERE s.missing_deliveries <> 'as_reported' AND (c.end_date IS NULL OR year(c.end_date) >= c.reference_year)
  GROUP BY c.reference_year, c.cluster_id
)
SELECT y.reference_year, d.cluster_id, coalesce(s.company_id, d.company_id) AS company_id, y.from_year,
  bool_or(d.is_dedicated) AS is_dedicated, min(d.joined_date) AS joined_date,
  arg_min(d.first_delivery_id, (d.first_delivery_id, d.first_source_row)) AS first_delivery_id,
  arg_min(d.first_source_row, (d.first_delivery_id, d.first_source_row)) AS first_source_row
FROM carried_year AS y
JOIN accounts.delivered_membership AS d ON d.cluster_id = y.cluster_id AND d.reference_year = y.from_year
LEFT JOIN accounts.company_successor AS s ON s.reference_year = y.reference_year AND s.company_number = d.company_id
WHERE d.left_date IS NULL
GROUP BY ALL
ORDER BY y.reference_year, d.cluster_id, coalesce(s.company_id, d.company_id);
