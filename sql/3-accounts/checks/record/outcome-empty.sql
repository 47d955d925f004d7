/*
code: OUTCOME_EMPTY
layer: record
severity: warning
message:
  da: 'Rækken nævner ikke noget udbytte.'
  en: 'The row states no outcome at all.'
remedy:
  da: 'Sæt kryds ved udbyttet, eller slet rækken.'
  en: 'Tick the outcome or delete the row.'
*/
SELECT delivery_id, source_row, 'new_ideas' AS field, NULL AS value, NULL::JSON AS params
FROM typed.outcomes
WHERE NOT coalesce(new_ideas, false) AND NOT coalesce(new_competences, false) AND NOT coalesce(new_product, false)
  AND NOT coalesce(new_service, false) AND NOT coalesce(new_process, false)
