/*
code: MERGER_CIRCLE
layer: cross
severity: warning
message:
  da: 'CVR-nr. {value} fører tilbage til sig selv gennem fusioner; virksomhederne regnes som én, {company}.'
  en: 'Company number {value} leads back to itself through mergers; the companies count as one, {company}.'
remedy:
  da: 'Ret hændelserne i cvr_haendelser.'
  en: 'Correct the events of the company numbers.'
*/
WITH led_back AS (
  SELECT s.reference_year, s.company_number, s.company_id
  FROM accounts.company_successor AS s
  JOIN accounts.company_event AS e ON e.old_company_number = s.company_id AND e.new_company_number IS NOT NULL
  WHERE coalesce(e.event_type, 'merger') IN ('merger', 'conversion') AND e.new_company_number <> s.company_id
    AND (e.date IS NULL OR year(e.date) <= s.reference_year)
)
SELECT t.delivery_id, t.source_row, 'new_company_number' AS field, b.company_number AS value, json_object('company', b.company_id) AS params
FROM (SELECT company_number, min(company_id) AS company_id FROM led_back GROUP BY company_number) AS b
JOIN typed.company_events AS t ON t.old_company_number = b.company_number
QUALIFY row_number() OVER (PARTITION BY b.company_number ORDER BY t.delivery_id, t.source_row) = 1
