/*
code: STRATUM_UNKNOWN
layer: cross
severity: warning
message:
  da: 'Stratum "{value}" står ikke i populationstallene for {year}; {count} svar kan ikke vægtes.'
  en: 'Stratum "{value}" is not in the population counts of {year}; {count} {count:answer|answers} cannot be weighted.'
remedy:
  da: 'Tilføj stratummet i populationen, eller ret det.'
  en: 'Add the stratum to the population or correct it.'
*/
SELECT r.delivery_id, min(r.source_row) AS source_row, 'stratum' AS field, r.stratum AS value,
  json_object('count', count(*), 'year', r.reference_year) AS params
FROM accounts.response AS r
SEMI JOIN accounts.population AS listed ON listed.year = r.reference_year
WHERE r.stratum IS NOT NULL AND r.population IS NULL
GROUP BY r.reference_year, r.delivery_id, r.stratum
