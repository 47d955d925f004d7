/*
code: COMPANY_TWO_NAMES
layer: cross
severity: warning
message:
  da: 'Virksomheden {company} står både som "{value}" og som "{other}".'
  en: 'Company {company} is listed both as "{value}" and as "{other}".'
remedy:
  da: 'Kontrollér, at CVR-nummeret er rigtigt begge steder.'
  en: 'Check that the number is right in both places.'
*/
WITH named AS (
  SELECT reference_year, company_id, name_key, min(company_name) AS company_name,
    min(delivery_id) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row
  FROM accounts.participant_row
  WHERE key_status = 'valid' AND name_key <> '' AND company_id = company_number
  GROUP BY reference_year, company_id, name_key
),
several AS (
  SELECT *, first_value(name_key) OVER w AS first_key, first_value(company_name) OVER w AS other
  FROM named
  WINDOW w AS (PARTITION BY reference_year, company_id ORDER BY delivery_id, source_row)
)
SELECT delivery_id, source_row, 'company_name' AS field, company_name AS value,
  json_object('company', company_id, 'other', typing.shown(other)) AS params
FROM several
WHERE name_key <> first_key AND NOT contains(name_key, first_key) AND NOT contains(first_key, name_key)
  AND jaro_winkler_similarity(name_key, first_key) < 0.85
