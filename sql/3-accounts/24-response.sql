-- purpose: answers to the survey with the stratum's population. Of two rows of one respondent the more complete, then the
--          later delivered, counts.
-- grain:   one row per reference year and respondent
-- inputs:  typed.survey, accounts.population, accounts.company_successor, accounts.foreign_company
-- output:  accounts.response, key (reference_year, respondent_id)
CREATE OR REPLACE TABLE accounts.response AS
WITH latest AS (
  SELECT *
  FROM typed.survey
  WHERE respondent_id IS NOT NULL AND reference_year IS NOT NULL
  QUALIFY row_number() OVER (
    PARTITION BY reference_year, accounts.code_key(respondent_id)
    ORDER BY coalesce(list_position(['complete', 'partial', 'nonresponse', 'ineligible'], response_status), 9), delivery_id DESC, source_row DESC
  ) = 1
)
SELECT r.reference_year, accounts.code_key(r.respondent_id) AS respondent_id, coalesce(s.company_id, r.company_number, f.company_id) AS company_id,
  accounts.code_key(r.cluster_id) AS cluster_id, r.response_status, r.stratum, p.population, p.sampled, r.sent_date,
  r.response_date, r.q1_product_innovation, r.q2_service_innovation, r.q3_process_innovation, r.q4_new_to_market,
  r.q5_expected_innovation, r.q6_new_knowledge, r.q7_new_partners, r.q8_satisfaction, r.q9_additionality,
  r.q10_turnover_new_products_pct, r.delivery_id, r.source_row
FROM latest AS r
LEFT JOIN accounts.population AS p ON p.year = r.reference_year AND p.stratum = r.stratum
LEFT JOIN accounts.company_successor AS s ON s.reference_year = r.reference_year AND s.company_number = r.company_number
LEFT JOIN accounts.foreign_company AS f ON f.reference_year = r.reference_year AND f.number_text = r.company_number_text
ORDER BY r.reference_year, respondent_id;
