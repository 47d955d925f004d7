/*
code: COMPANY_TWICE
layer: cross
severity: warning
message:
  da: 'Virksomheden {value} står flere gange i samme leverance; den tælles én gang.'
  en: 'Company {value} is listed more than once in the same delivery; it is counted once.'
remedy:
  da: 'Slet den ene række.'
  en: 'Delete one of the rows.'
*/
SELECT delivery_id, source_row, 'company_number' AS field, coalesce(company_number, company_id) AS value, NULL::JSON AS params
FROM accounts.participant_row
WHERE company_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY delivery_id, cluster_id, company_id ORDER BY source_row) > 1
