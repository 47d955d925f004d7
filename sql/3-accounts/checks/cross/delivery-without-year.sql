/*
code: DELIVERY_WITHOUT_YEAR
layer: cross
severity: error
message:
  da: 'Leverancen hører ikke til noget år og tælles ikke med.'
  en: 'The delivery belongs to no year and is not counted.'
remedy:
  da: 'Læg filen i en mappe med årets navn, eller skriv year i mappens drop.yaml.'
  en: 'Put the file in a folder named by its year, or write year in the drop.yaml of the folder.'
*/
SELECT delivery_id, coalesce(header_row, 1) AS source_row, NULL AS field, NULL AS value, NULL::JSON AS params
FROM landing.delivery
WHERE reference_year IS NULL AND status IN ('ok', 'partial')
  AND input IN ('clusters', 'participants', 'participations', 'projects', 'project_participants', 'outcomes', 'survey', 'events',
    'meetings', 'finance', 'knowledge_institutions')
