/*
code: MERGER_WITHOUT_SUCCESSOR
layer: cross
severity: info
message:
  da: 'CVR-nr. {value} er ophørt ved fusion, men det nye nummer mangler.'
  en: 'Company number {value} ended in a merger, but the new number is missing.'
remedy:
  da: 'Skriv nummeret på den virksomhed, der fortsætter.'
  en: 'Write the number of the company that goes on.'
*/
SELECT delivery_id, source_row, 'new_company_number' AS field, old_company_number AS value, NULL::JSON AS params
FROM typed.company_events
WHERE event_type IN ('merger', 'conversion') AND new_company_number IS NULL
