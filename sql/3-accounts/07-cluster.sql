-- purpose: the catalogue of clusters of each reference year. Of two rows of one cluster the later delivered counts.
-- grain:   one row per reference year and cluster
-- inputs:  typed.clusters, accounts.delivery, codelist.municipality, codelist.growth_forum
-- output:  accounts.cluster, key (reference_year, cluster_id)
CREATE OR REPLACE TABLE accounts.cluster AS
WITH latest AS (
  SELECT *
  FROM typed.clusters
  WHERE cluster_id IS NOT NULL AND reference_year IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY reference_year, accounts.code_key(cluster_id) ORDER BY delivery_id DESC, source_row DESC) = 1
)
SELECT c.reference_year, accounts.code_key(c.cluster_id) AS cluster_id, coalesce(c.cluster_name, c.cluster_id) AS cluster_name,
  c.cluster_type, c.field, coalesce(c.municipality, 'unknown') AS municipality,
  coalesce(m.region_code, 'unknown') AS region,
  coalesce(f.code, m.growth_forum, 'unknown') AS growth_forum,
  c.start_date, c.end_date, accounts.code_key(c.successor_id) AS successor_id, c.secretariat_fte, c.secretariat_staff,
  c.has_reported, c.reported_companies, c.organisation_number, c.delivery_id, c.source_row
FROM latest AS c
LEFT JOIN codelist.municipality_at(c.reference_year) AS m ON m.municipality_code = c.municipality
LEFT JOIN codelist.growth_forum AS f
  ON typing.place_key(c.growth_forum) IN (f.code, typing.place_key(f.name_da), typing.place_key(f.name_en),
    typing.place_key(replace(f.name_da, 'Vækstforum ', '')), typing.place_key(replace(f.name_da, 'Vækstforum', 'Region')))
ORDER BY c.reference_year, cluster_id;
