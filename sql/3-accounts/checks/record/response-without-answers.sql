/*
code: RESPONSE_WITHOUT_ANSWERS
layer: record
severity: warning
message:
  da: 'Svarstatus er fuld, men rækken har ingen svar om innovation.'
  en: 'The response status is complete, but the row has no answer on innovation.'
remedy:
  da: 'Ret svarstatus, eller udfyld svarene.'
  en: 'Correct the status or fill in the answers.'
*/
SELECT delivery_id, source_row, 'response_status' AS field, response_status AS value, NULL::JSON AS params
FROM typed.survey
WHERE response_status = 'complete'
  AND coalesce(q1_product_innovation, q2_service_innovation, q3_process_innovation) IS NULL
