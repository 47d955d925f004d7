/*
code: MEETING_PARTIES
layer: record
severity: warning
message:
  da: 'Mødet har kun én part, eller den samme part på begge sider ({value}).'
  en: 'The meeting has only one party, or the same party on both sides ({value}).'
remedy:
  da: 'Skriv begge parter.'
  en: 'Name both parties.'
*/
SELECT delivery_id, source_row, 'party_b' AS field, party_b AS value, NULL::JSON AS params
FROM typed.meetings
WHERE party_a IS NULL OR party_b IS NULL OR accounts.name_key(party_a) = accounts.name_key(party_b)
