-- purpose: participating companies by cluster, with what figures are broken down by
-- grain:   one row per reference year, cluster and company
-- inputs:  accounts.membership, accounts.company_year, accounts.company, accounts.cluster
-- output:  participant, key (reference_year, cluster, company_id); `dedicated` is of the company in any cluster,
--          `is_dedicated_here` of the company in this one;
--          is_stand_in: imputed for a cluster that did not deliver
CREATE OR REPLACE TEMP TABLE participant AS
SELECT m.reference_year, m.company_id, c.group_id, m.cluster_id AS cluster, c.region, c.growth_forum, c.municipality,
  c.size_band, c.industry, CASE WHEN y.is_dedicated THEN 'dedicated' ELSE 'participant' END AS dedicated,
  y.participation_status, y.cluster_count, m.is_dedicated AS is_dedicated_here, c.employees, c.country, c.is_foreign,
  c.is_peripheral, k.region AS cluster_region, m.stands_for IS NOT NULL AS is_stand_in,
  m.first_delivery_id AS delivery_id, m.first_source_row AS source_row
FROM accounts.membership AS m
JOIN accounts.company_year AS y ON y.reference_year = m.reference_year AND y.company_id = m.company_id
JOIN accounts.company AS c ON c.reference_year = m.reference_year AND c.company_id = m.company_id
LEFT JOIN accounts.cluster AS k ON k.reference_year = m.reference_year AND k.cluster_id = m.cluster_id;
