-- purpose: knowledge institutions by cluster, with their type in the words of the project lists
-- grain:   one row per reference year, institution and cluster; cluster NULL where none is stated
-- inputs:  accounts.knowledge_institution
-- output:  institution, key (reference_year, institution_id, cluster)
CREATE OR REPLACE TEMP TABLE institution AS
SELECT reference_year, institution_id, cluster_id AS cluster, min(institution_kind) AS institution_type,
  arg_min(delivery_id, (delivery_id, source_row)) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row
FROM (
  SELECT *,
    CASE
      WHEN institution_type ILIKE '%professionshøjskole%' OR institution_type ILIKE '%university college%' THEN 'university_college'
      WHEN institution_type ILIKE '%erhvervsakademi%' OR institution_type ILIKE '%business academy%' THEN 'business_academy'
      WHEN institution_type ILIKE '%universit%' THEN 'university'
      WHEN institution_type ILIKE '%gts%' THEN 'gts'
      WHEN institution_type ILIKE '%hospital%' OR institution_type ILIKE '%sygehus%' THEN 'hospital'
      ELSE 'other'
    END AS institution_kind
  FROM accounts.knowledge_institution
)
GROUP BY reference_year, institution_id, cluster_id;
