-- purpose: which clusters stand behind a project
-- grain:   one row per reference year, project and cluster
-- inputs:  typed.projects
-- output:  accounts.project_cluster, key (reference_year, project_id, cluster_id)
CREATE OR REPLACE TABLE accounts.project_cluster AS
SELECT DISTINCT reference_year, accounts.code_key(project_id) AS project_id, accounts.code_key(cluster_id) AS cluster_id
FROM (
  SELECT reference_year, project_id, unnest(cluster_ids) AS cluster_id
  FROM typed.projects
  WHERE reference_year IS NOT NULL AND project_id IS NOT NULL
)
ORDER BY ALL;
