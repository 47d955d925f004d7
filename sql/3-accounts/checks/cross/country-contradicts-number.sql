/*
code: COUNTRY_CONTRADICTS_NUMBER
layer: cross
severity: warning
message:
  da: 'Landet er {value}, men CVR-nr. {number} findes i det danske register. Virksomheden regnes som dansk.'
  en: 'The country is {value}, but company number {number} is in the Danish register. The company counts as Danish.'
remedy:
  da: 'Ret landet eller nummeret.'
  en: 'Correct the country or the number.'
*/
SELECT p.delivery_id, p.source_row, 'country' AS field, p.country AS value, json_object('number', p.company_number) AS params
FROM typed.participants AS p
JOIN accounts.participant_row AS r ON r.delivery_id = p.delivery_id AND r.source_row = p.source_row
WHERE NOT r.is_foreign AND p.country <> r.country
