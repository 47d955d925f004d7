/*
code: DEDICATED_WITHOUT_BASIS
layer: record
severity: info
message:
  da: '{count} {count:virksomhed er dedikeret|virksomheder er dedikerede} uden grundlag.'
  en: '{count} {count:company is|companies are} dedicated without a basis.'
remedy:
  da: 'Skriv grundlaget: aftale, interessetilkendegivelse, projekt eller kontingent.'
  en: 'State the basis: agreement, letter of intent, project or fee.'
*/
SELECT p.delivery_id, min(p.source_row) AS source_row, 'dedicated_basis' AS field, NULL AS value,
  json_object('count', count(*)) AS params
FROM typed.participants AS p
SEMI JOIN landing.delivery_column AS c ON c.delivery_id = p.delivery_id AND c.field = 'dedicated_basis'
WHERE p.membership_status = 'dedicated' AND p.dedicated_basis IS NULL AND coalesce(p.fee_dkk, 0) = 0
GROUP BY p.delivery_id
