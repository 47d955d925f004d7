/*
code: REPORTED_WITHOUT_TOTAL
layer: record
severity: info
message:
  da: 'Klyngen har indberettet, men antallet af virksomheder er ikke udfyldt.'
  en: 'The cluster has reported, but the number of companies is not filled in.'
remedy:
  da: 'Udfyld det indberettede antal, så det kan afstemmes.'
  en: 'Fill in the reported number so that it can be reconciled.'
*/
SELECT delivery_id, source_row, 'reported_companies' AS field, NULL AS value, NULL::JSON AS params
FROM typed.clusters
WHERE has_reported AND reported_companies IS NULL
