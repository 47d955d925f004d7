/*
code: FOLLOW_UP_NOT_HELD
layer: record
severity: warning
message:
  da: 'Mødet har opfølgning, men er ikke afholdt ({value}).'
  en: 'The meeting has a follow-up, but was not held ({value}).'
remedy:
  da: 'Ret status eller opfølgning.'
  en: 'Correct the status or the follow-up.'
*/
SELECT delivery_id, source_row, 'meeting_status' AS field, meeting_status AS value, NULL::JSON AS params
FROM typed.meetings
WHERE follow_up AND meeting_status <> 'held'
