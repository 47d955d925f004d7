-- purpose: clusters of the catalogue that exist at some time of the year, and whether they delivered participants
-- grain:   one row per reference year and cluster
-- inputs:  accounts.cluster, accounts.membership
-- output:  active_cluster, key (reference_year, cluster)
CREATE OR REPLACE TEMP TABLE active_cluster AS
SELECT c.reference_year, c.cluster_id AS cluster, c.region, c.has_reported, c.reported_companies, c.secretariat_fte,
  c.secretariat_staff, c.delivery_id, c.source_row,
  EXISTS (
    FROM accounts.membership AS m
    WHERE m.reference_year = c.reference_year AND m.cluster_id = c.cluster_id AND NOT m.is_carried_forward
  ) AS has_delivered
FROM accounts.cluster AS c
WHERE (c.end_date IS NULL OR year(c.end_date) >= c.reference_year)
  AND (c.start_date IS NULL OR year(c.start_date) <= c.reference_year);
