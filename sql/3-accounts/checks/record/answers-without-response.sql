/*
code: ANSWERS_WITHOUT_RESPONSE
layer: record
severity: warning
message:
  da: 'Svarstatus er "{value}", men rækken har svar.'
  en: 'The response status is "{value}", but the row has answers.'
remedy:
  da: 'Ret svarstatus til fuld eller delvis, eller slet svarene.'
  en: 'Change the status to complete or partial, or delete the answers.'
*/
SELECT delivery_id, source_row, 'response_status' AS field, response_status AS value, NULL::JSON AS params
FROM typed.survey
WHERE response_status IN ('nonresponse', 'ineligible')
  AND coalesce(q1_product_innovation, q2_service_innovation, q3_process_innovation, q6_new_knowledge, q7_new_partners) IS NOT NULL
