/*
code: POPULATION_TOO_SMALL
layer: cross
severity: warning
message:
  da: 'Stratum {value} har {population} i populationen, men {asked} i spørgeskemaet.'
  en: 'Stratum {value} has {population} in the population, but {asked} in the survey.'
remedy:
  da: 'Ret populationstallet.'
  en: 'Correct the population count.'
*/
SELECT arg_min(delivery_id, (delivery_id, source_row)) AS delivery_id, arg_min(source_row, (delivery_id, source_row)) AS source_row,
  'stratum' AS field, stratum AS value, json_object('population', population, 'asked', count(*)) AS params
FROM accounts.response
WHERE population IS NOT NULL
GROUP BY reference_year, stratum, population
HAVING count(*) > population
