-- purpose: who met at meetings that were held, each of the two parties by itself
-- grain:   one row per meeting and party
-- inputs:  accounts.meeting, accounts.delivery, event_item
-- output:  meeting_party, key (reference_year, meeting_id, party); is_foreign where the party is not of the drop's country
CREATE OR REPLACE TEMP TABLE meeting_party AS
SELECT m.reference_year, m.meeting_id, m.meeting_type, m.event_id, e.item, e.cluster_id AS cluster, p.party, p.organisation,
  p.country, p.country <> coalesce(d.home_country, 'DK') AS is_foreign, p.representative, m.delivery_id, m.source_row
FROM accounts.meeting AS m
LEFT JOIN accounts.delivery AS d ON d.delivery_id = m.delivery_id
CROSS JOIN LATERAL (
  SELECT 'a' AS party, m.party_a AS organisation, m.party_a_country AS country, m.party_a_representative AS representative
  UNION ALL
  SELECT 'b', m.party_b, m.party_b_country, m.party_b_representative
) AS p
LEFT JOIN event_item AS e ON e.reference_year = m.reference_year AND e.event_id = m.event_id
WHERE m.meeting_status = 'held';
