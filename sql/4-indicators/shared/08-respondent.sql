-- purpose: everyone the survey was sent to and who is in its target group, with stratum and background
-- grain:   one row per reference year and respondent
-- inputs:  accounts.response, accounts.company
-- output:  respondent, key (reference_year, respondent_id); innovates NULL where an answer that could decide is missing;
--          population: of the stratum, less the share of those asked who turned out not to be in the target group
CREATE OR REPLACE TEMP TABLE respondent AS
SELECT r.reference_year, r.respondent_id, coalesce(c.group_id, r.company_id, r.respondent_id) AS group_id,
  r.cluster_id AS cluster, coalesce(c.region, 'unknown') AS region, coalesce(c.growth_forum, 'unknown') AS growth_forum,
  coalesce(c.size_band, 'unknown') AS size_band, coalesce(c.industry, 'unknown') AS industry, c.employees,
  coalesce(r.response_status, 'nonresponse') AS response_status, coalesce(r.stratum, '') AS stratum,
  r.population * avg((coalesce(r.response_status, '') <> 'ineligible')::INTEGER) OVER (PARTITION BY r.reference_year, r.stratum) AS population,
  r.q1_product_innovation OR r.q2_service_innovation OR r.q3_process_innovation AS innovates,
  r.q1_product_innovation, r.q2_service_innovation, r.q3_process_innovation, r.q4_new_to_market, r.q5_expected_innovation,
  r.q6_new_knowledge, r.q7_new_partners, r.q8_satisfaction, r.q9_additionality, r.delivery_id, r.source_row
FROM accounts.response AS r
LEFT JOIN accounts.company AS c ON c.reference_year = r.reference_year AND c.company_id = r.company_id
QUALIFY coalesce(r.response_status, 'nonresponse') <> 'ineligible';
