/*
code: COMPANY_KEY_MISSING
layer: cross
severity: warning
message:
  da: 'Virksomheden har intet brugbart CVR-nr. eller P-nr. og kan ikke tælles som unik.'
  en: 'The company has no usable company number or P-number and cannot be counted as a unique company.'
remedy:
  da: 'Slå virksomheden op på virk.dk, og skriv CVR-nummeret.'
  en: 'Look the company up at virk.dk and write its number.'
*/
SELECT delivery_id, source_row, 'company_number' AS field, NULL AS value, json_object('name', typing.shown(company_name)) AS params
FROM accounts.participant_row
WHERE key_status = 'missing' AND participant_type = 'company'
