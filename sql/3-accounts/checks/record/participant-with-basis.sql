/*
code: PARTICIPANT_WITH_BASIS
layer: record
severity: warning
message:
  da: 'Virksomheden står som deltager, men har et grundlag for at være dedikeret ({value}).'
  en: 'The company is listed as a participant, but has a basis for being dedicated ({value}).'
remedy:
  da: 'Ret status eller grundlag, så de passer sammen.'
  en: 'Correct the status or the basis so that they agree.'
*/
SELECT delivery_id, source_row, 'dedicated_basis' AS field, dedicated_basis AS value, NULL::JSON AS params
FROM typed.participants
WHERE membership_status = 'participant' AND dedicated_basis IS NOT NULL
