/*
code: AMOUNT_NEGATIVE
layer: record
severity: warning
message:
  da: 'Indtægten er negativ: {value} kr.'
  en: 'The income is negative: {value} kroner.'
remedy:
  da: 'Skriv indtægter som positive tal; udgifter hører ikke til her.'
  en: 'Write income as positive numbers; costs do not belong here.'
*/
SELECT delivery_id, source_row, 'amount_dkk' AS field, amount_dkk::VARCHAR AS value, NULL::JSON AS params
FROM typed.finance
WHERE amount_dkk < 0
