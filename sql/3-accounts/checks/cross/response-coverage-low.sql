/*
code: RESPONSE_COVERAGE_LOW
layer: cross
severity: warning
message:
  da: 'Stratum {value} har {responses} svar af {asked} {asked:udsendt|udsendte}; tal for det er usikre.'
  en: 'Stratum {value} has {responses} {responses:answer|answers} of {asked} sent; figures of it are uncertain.'
remedy:
  da: 'Ryk de virksomheder, der ikke har svaret.'
  en: 'Remind the companies that have not answered.'
*/
SELECT arg_min(delivery_id, (delivery_id, source_row)) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row,
  'stratum' AS field, stratum AS value,
  json_object('responses', count(*) FILTER (response_status IN ('complete', 'partial')), 'asked', count(*)) AS params
FROM accounts.response
WHERE stratum IS NOT NULL AND response_status <> 'ineligible'
GROUP BY reference_year, stratum
HAVING count(*) >= 5 AND (count(*) FILTER (response_status IN ('complete', 'partial')) < 2
  OR count(*) FILTER (response_status IN ('complete', 'partial')) < 0.15 * count(*))
