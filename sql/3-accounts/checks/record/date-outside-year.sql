/*
code: DATE_OUTSIDE_YEAR
layer: record
severity: warning
message:
  da: 'Datoen {value} ligger ikke i {year}. Deltagelsen tælles ikke med.'
  en: 'The date {value} is not in {year}. The participation is not counted.'
remedy:
  da: 'Ret datoen, eller læg rækken i det rigtige års leverance.'
  en: 'Correct the date, or move the row to the delivery of the right year.'
*/
SELECT delivery_id, source_row, 'date' AS field, date::VARCHAR AS value, json_object('year', reference_year) AS params
FROM typed.participations
WHERE year(date) <> reference_year
