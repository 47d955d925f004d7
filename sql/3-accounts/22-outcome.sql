-- purpose: what companies got out of taking part, as the clusters report it
-- grain:   one row per delivered row
-- inputs:  typed.outcomes, accounts.company_successor, accounts.foreign_company
-- output:  accounts.outcome, key (delivery_id, source_row)
CREATE OR REPLACE TABLE accounts.outcome AS
SELECT o.reference_year, accounts.code_key(o.cluster_id) AS cluster_id, coalesce(s.company_id, o.company_number, f.company_id) AS company_id,
  coalesce(o.new_ideas, false) AS new_ideas, coalesce(o.new_competences, false) AS new_competences,
  coalesce(o.new_product, false) AS new_product, coalesce(o.new_service, false) AS new_service,
  coalesce(o.new_process, false) AS new_process,
  o.documentation IS NOT NULL AND coalesce(typing.flag_of(o.documentation), true) AS is_documented,
  accounts.code_key(o.result_of_id) AS result_of_id, o.assessed_by, o.date, o.delivery_id, o.source_row
FROM typed.outcomes AS o
LEFT JOIN accounts.company_successor AS s ON s.reference_year = o.reference_year AND s.company_number = o.company_number
LEFT JOIN accounts.foreign_company AS f ON f.reference_year = o.reference_year AND f.number_text = o.company_number_text
WHERE o.reference_year IS NOT NULL
ORDER BY o.delivery_id, o.source_row;
