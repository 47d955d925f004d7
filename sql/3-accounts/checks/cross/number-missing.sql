/*
code: NUMBER_MISSING
layer: cross
severity: info
message:
  da: '{count} {count:række|rækker} har intet brugbart CVR-nr. og kan ikke knyttes til en virksomhed.'
  en: '{count} {count:row has|rows have} no usable company number and cannot be tied to a company.'
remedy:
  da: 'Udfyld CVR-nummeret.'
  en: 'Fill in the company number.'
*/
SELECT delivery_id, min(source_row) AS source_row, 'company_number' AS field, NULL AS value, json_object('count', count(*)) AS params
FROM (
  SELECT delivery_id, source_row FROM typed.participations
  WHERE company_number IS NULL AND production_unit_number IS NULL
  UNION ALL
  SELECT delivery_id, source_row FROM typed.outcomes WHERE company_number IS NULL
  UNION ALL
  SELECT delivery_id, source_row FROM typed.survey WHERE company_number IS NULL
  UNION ALL
  SELECT delivery_id, source_row FROM typed.project_participants
  WHERE company_number IS NULL AND coalesce(organisation_type, 'company') = 'company'
)
GROUP BY delivery_id
