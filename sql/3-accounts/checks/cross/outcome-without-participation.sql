/*
code: OUTCOME_WITHOUT_PARTICIPATION
layer: cross
severity: warning
message:
  da: 'Virksomheden {value} har udbytte af klyngen {cluster}, men står ikke som deltager der i {year}.'
  en: 'Company {value} has an outcome of cluster {cluster}, but is not among its participants in {year}.'
remedy:
  da: 'Tilføj virksomheden til deltagerne, eller ret klynge eller CVR-nr.'
  en: 'Add the company to the participants, or correct the cluster or the number.'
*/
SELECT o.delivery_id, o.source_row, 'company_number' AS field, o.company_id AS value,
  json_object('cluster', o.cluster_id, 'year', o.reference_year) AS params
FROM accounts.outcome AS o
SEMI JOIN accounts.membership AS listed ON listed.reference_year = o.reference_year
ANTI JOIN accounts.membership AS m
  ON m.reference_year = o.reference_year AND m.cluster_id = o.cluster_id AND m.company_id = o.company_id
WHERE o.company_id IS NOT NULL
