/*
code: VALUE_ADDED_EXCEEDS_TURNOVER
layer: record
severity: info
message:
  da: 'Værditilvæksten ({value}) er større end omsætningen ({turnover}).'
  en: 'Value added ({value}) is larger than turnover ({turnover}).'
remedy:
  da: 'Kontrollér tallene hos registret.'
  en: 'Check the numbers with the register.'
*/
SELECT delivery_id, source_row, 'value_added_dkk_thousand' AS field, value_added_dkk_thousand::VARCHAR AS value,
  json_object('turnover', turnover_dkk_thousand::VARCHAR) AS params
FROM typed.firm_register
WHERE turnover_dkk_thousand > 0 AND value_added_dkk_thousand > turnover_dkk_thousand
