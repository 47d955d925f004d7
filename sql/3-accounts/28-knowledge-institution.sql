-- purpose: knowledge institutions and their units, by cluster
-- grain:   one row per delivered row
-- inputs:  typed.knowledge_institutions
-- output:  accounts.knowledge_institution, key (delivery_id, source_row)
CREATE OR REPLACE TABLE accounts.knowledge_institution AS
SELECT reference_year, accounts.code_key(institution_id) AS institution_id, institution_name, institution_type,
  company_number, unit, coalesce(country, 'DK') AS country, accounts.code_key(cluster_id) AS cluster_id, delivery_id, source_row
FROM typed.knowledge_institutions
WHERE institution_id IS NOT NULL AND reference_year IS NOT NULL
ORDER BY delivery_id, source_row;
