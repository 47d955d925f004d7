/*
code: RESPONDENT_NOT_PARTICIPANT
layer: cross
severity: info
message:
  da: '{count} {count:respondent|respondenter} er ikke blandt årets deltagere.'
  en: '{count} {count:respondent is|respondents are} not among the participants of the year.'
remedy:
  da: 'Kontrollér, at spørgeskemaet er sendt til årets deltagere.'
  en: 'Check that the survey went to the participants of the year.'
*/
SELECT r.delivery_id, min(r.source_row) AS source_row, 'company_number' AS field, NULL AS value, json_object('count', count(*)) AS params
FROM accounts.response AS r
SEMI JOIN accounts.company_year AS listed ON listed.reference_year = r.reference_year
ANTI JOIN accounts.company_year AS c ON c.reference_year = r.reference_year AND c.company_id = r.company_id
WHERE r.company_id IS NOT NULL
GROUP BY r.delivery_id
