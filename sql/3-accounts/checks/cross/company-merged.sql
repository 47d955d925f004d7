/*
code: COMPANY_MERGED
layer: cross
severity: info
message:
  da: 'CVR-nr. {value} er ophørt ved fusion eller omdannelse; virksomheden tælles under {company}.'
  en: 'Company number {value} ended in a merger or conversion; the company is counted under {company}.'
remedy:
  da: 'Skriv det nye nummer næste gang.'
  en: 'Write the new number next time.'
*/
SELECT delivery_id, source_row, 'company_number' AS field, company_number AS value, json_object('company', company_id) AS params
FROM accounts.participant_row
WHERE key_status = 'valid' AND company_id <> company_number
