/*
code: LABEL_TOO_LONG
layer: cross
severity: warning
message:
  da: 'Mærket {value} gælder i {years} år; et mærke gælder højst 3 år.'
  en: 'The {value} label is valid for {years} {years:year|years}; a label is valid for 3 years at most.'
remedy:
  da: 'Ret udløbsdatoen.'
  en: 'Correct the date it ends.'
*/
SELECT delivery_id, source_row, 'valid_to_date' AS field, label AS value,
  json_object('years', date_diff('year', awarded_date, valid_to_date)) AS params
FROM accounts.label
WHERE valid_to_date > awarded_date + INTERVAL 1126 DAY
