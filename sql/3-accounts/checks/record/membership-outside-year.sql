/*
code: MEMBERSHIP_OUTSIDE_YEAR
layer: record
severity: info
message:
  da: 'Virksomheden var ikke med i {year}: indmeldt {joined}, udmeldt {left}. Den tælles ikke med.'
  en: 'The company did not take part in {year}: joined {joined}, left {left}. It is not counted.'
remedy:
  da: 'Intet at gøre, hvis datoerne er rigtige.'
  en: 'Nothing to do if the dates are right.'
*/
SELECT delivery_id, source_row, CASE WHEN year(joined_date) > reference_year THEN 'joined_date' ELSE 'left_date' END AS field,
  CASE WHEN year(joined_date) > reference_year THEN joined_date ELSE left_date END::VARCHAR AS value,
  json_object('year', reference_year, 'joined', coalesce(joined_date::VARCHAR, '-'), 'left', coalesce(left_date::VARCHAR, '-')) AS params
FROM typed.participants
WHERE year(joined_date) > reference_year OR year(left_date) < reference_year
