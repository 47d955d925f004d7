/*
code: PRODUCT_WITHOUT_PROJECT
layer: cross
severity: info
message:
  da: '{count} {count:virksomhed|virksomheder} har nyt produkt, ny ydelse eller ny proces, men deltager ikke i noget projekt.'
  en: '{count} {count:company has|companies have} a new product, service or process, but {count:takes|take} part in no project.'
remedy:
  da: 'Kontrollér, om deres projekter mangler i projektdeltagere.'
  en: 'Check whether their projects are missing among the project participants.'
*/
SELECT o.delivery_id, min(o.source_row) AS source_row, 'new_product' AS field, NULL AS value,
  json_object('count', count(DISTINCT o.company_id)) AS params
FROM accounts.outcome AS o
SEMI JOIN accounts.project_participant AS listed ON listed.reference_year = o.reference_year
ANTI JOIN accounts.project_participant AS p ON p.reference_year = o.reference_year AND p.company_id = o.company_id
WHERE o.company_id IS NOT NULL AND (o.new_product OR o.new_service OR o.new_process)
GROUP BY o.delivery_id
