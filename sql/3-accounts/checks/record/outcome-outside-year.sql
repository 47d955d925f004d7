/*
code: OUTCOME_OUTSIDE_YEAR
layer: record
severity: warning
message:
  da: 'Udbyttet er dateret {value}, uden for {year}.'
  en: 'The outcome is dated {value}, outside {year}.'
remedy:
  da: 'Ret datoen, eller flyt rækken til det rigtige år.'
  en: 'Correct the date or move the row to the right year.'
*/
SELECT delivery_id, source_row, 'date' AS field, date::VARCHAR AS value, json_object('year', reference_year) AS params
FROM typed.outcomes
WHERE year(date) NOT BETWEEN reference_year AND reference_year + 1
