/*
code: KEY_DUPLICATED
layer: cross
severity: warning
message:
  da: 'Id "{value}" er brugt flere gange i {year} med forskelligt indhold; den senest leverede række gælder.'
  en: 'Id "{value}" is used more than once in {year} with different content; the row delivered last counts.'
remedy:
  da: 'Giv hver række sit eget id, eller slet den ene.'
  en: 'Give each row its own id or delete one of them.'
*/
WITH keyed AS (
  SELECT reference_year, delivery_id, source_row, 'clusters' AS input_name, 'cluster_id' AS field, cluster_id AS id,
    hash(*COLUMNS(* EXCLUDE (delivery_id, source_row))) AS content
  FROM typed.clusters
  UNION ALL
  SELECT reference_year, delivery_id, source_row, 'projects' AS input_name, 'project_id' AS field, project_id AS id,
    hash(*COLUMNS(* EXCLUDE (delivery_id, source_row))) AS content
  FROM typed.projects
  UNION ALL
  SELECT reference_year, delivery_id, source_row, 'survey' AS input_name, 'respondent_id' AS field, respondent_id AS id,
    hash(*COLUMNS(* EXCLUDE (delivery_id, source_row))) AS content
  FROM typed.survey
  UNION ALL
  SELECT reference_year, delivery_id, source_row, 'events' AS input_name, 'event_id' AS field, event_id AS id,
    hash(*COLUMNS(* EXCLUDE (delivery_id, source_row))) AS content
  FROM typed.events
  UNION ALL
  SELECT reference_year, delivery_id, source_row, 'meetings' AS input_name, 'meeting_id' AS field, meeting_id AS id,
    hash(*COLUMNS(* EXCLUDE (delivery_id, source_row))) AS content
  FROM typed.meetings
)
SELECT delivery_id, source_row, field, id AS value, json_object('year', reference_year) AS params
FROM keyed
WHERE id IS NOT NULL AND reference_year IS NOT NULL
QUALIFY content <> first_value(content) OVER (
  PARTITION BY input_name, reference_year, accounts.code_key(id) ORDER BY delivery_id, source_row)
