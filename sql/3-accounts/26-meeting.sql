-- purpose: meetings booked at matchmaking events; of two rows of one meeting the later delivered counts
-- grain:   one row per reference year and meeting
-- inputs:  typed.meetings
-- output:  accounts.meeting, key (reference_year, meeting_id)
CREATE OR REPLACE TABLE accounts.meeting AS
SELECT reference_year, accounts.code_key(meeting_id) AS meeting_id, accounts.code_key(event_id) AS event_id,
  party_a, party_a_country, party_a_representative, party_b, party_b_country, party_b_representative,
  meeting_type, meeting_status, follow_up, delivery_id, source_row
FROM typed.meetings
WHERE meeting_id IS NOT NULL AND reference_year IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY reference_year, accounts.code_key(meeting_id) ORDER BY delivery_id DESC, source_row DESC) = 1
ORDER BY 1, 2;
