-- purpose: which companies took part in which cluster: those delivered, and for clusters that delivered no participants what
--          the parameter missing_deliveries says: nothing, the companies carried forward, or as many as were imputed. Fewer
--          than carried: every so many of them is left out, in an order by chance that keeps the share of dedicated ones.
--          More: stand-ins are added, each with place, size, industry and group of a company that was carried forward.
-- grain:   one row per reference year, cluster and company
-- inputs:  accounts.delivered_membership, accounts.carried_membership, accounts.imputation
-- output:  accounts.membership, key (reference_year, cluster_id, company_id); stands_for: the company a stand-in is like
CREATE OR REPLACE TABLE accounts.membership AS
WITH placed AS (
  SELECT c.*, row_number() OVER cluster AS place, count(*) OVER (PARTITION BY c.reference_year, c.cluster_id) AS carried,
    coalesce(i.companies, count(*) OVER (PARTITION BY c.reference_year, c.cluster_id)) AS wanted
  FROM accounts.carried_membership AS c
  LEFT JOIN accounts.imputation AS i ON i.reference_year = c.reference_year AND i.cluster_id = c.cluster_id
  WINDOW cluster AS (PARTITION BY c.reference_year, c.cluster_id ORDER BY c.is_dedicated DESC, md5(c.company_id))
),
copied AS (
  SELECT *, (2 * place * wanted + carried) // (2 * carried) - (2 * (place - 1) * wanted + carried) // (2 * carried) AS copies
  FROM placed
),
stand_in AS (
  SELECT *, row_number() OVER (PARTITION BY reference_year, cluster_id ORDER BY place, copy) AS number
  FROM (SELECT *, unnest(range(1, copies)) AS copy FROM copied WHERE copies > 1)
)
SELECT *, false AS is_carried_forward, NULL::VARCHAR AS stands_for FROM accounts.delivered_membership
UNION ALL
SELECT c.reference_year, c.cluster_id, c.company_id, c.is_dedicated, c.joined_date, NULL, c.first_delivery_id, c.first_source_row,
  true, NULL
FROM copied AS c
ANTI JOIN accounts.delivered_membership AS d
  ON d.reference_year = c.reference_year AND d.cluster_id = c.cluster_id AND d.company_id = c.company_id
WHERE c.copies > 0
UNION ALL
SELECT reference_year, cluster_id, 'imputed:' || cluster_id || ':' || number, is_dedicated, joined_date, NULL, NULL, NULL, true,
  company_id
FROM stand_in
ORDER BY reference_year, cluster_id, company_id;
