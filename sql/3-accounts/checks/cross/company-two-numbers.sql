/*
code: COMPANY_TWO_NUMBERS
layer: cross
severity: info
message:
  da: '"{value}" i samme kommune står med flere CVR-numre i året: {numbers}.'
  en: '"{value}" in the same municipality is listed with several company numbers in the year: {numbers}.'
remedy:
  da: 'Kontrollér, om det er én virksomhed; i så fald brug det samme nummer overalt.'
  en: 'Check whether it is one company; if so, use the same number everywhere.'
*/
WITH numbered AS (
  SELECT reference_year, name_key, municipality, company_id, min(company_name) AS company_name,
    arg_min(delivery_id, (delivery_id, source_row)) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row
  FROM accounts.participant_row
  WHERE key_status = 'valid' AND participant_type = 'company' AND length(name_key) >= 4 AND municipality IS NOT NULL
  GROUP BY reference_year, name_key, municipality, company_id
  QUALIFY count(*) OVER (PARTITION BY reference_year, name_key, municipality) > 1
)
SELECT arg_max(delivery_id, company_id) AS delivery_id, arg_max(source_row, company_id) AS source_row, 'company_name' AS field,
  min(company_name) AS value, json_object('numbers', string_agg(company_id, ', ' ORDER BY company_id)) AS params
FROM numbered
GROUP BY reference_year, name_key, municipality
