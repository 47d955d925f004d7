/*
id: DEL12
name: { da: Manglende nøgle, en: Missing or invalid key }
definition:
  da: Andelen af de leverede deltagerrækker for virksomheder, der ikke har et gyldigt CVR-nummer eller en udenlandsk nøgle.
  en: Share of delivered participant rows of companies that have neither a valid CVR number nor a foreign key.
numerator: { da: Rækker med manglende eller ugyldigt nummer, en: Rows with a missing or invalid number }
denominator: { da: Deltagerrækker for virksomheder, en: Participant rows of companies }
measures:
  - { name: share_pct, title: { da: Andel uden gyldig nøgle, en: Share without a valid key }, unit: pct, decimals: 1, statistic: share, of: lacks_key, over: is_row }
  - { name: count, title: { da: Rækker uden gyldig nøgle, en: Rows without a valid key }, unit: count, decimals: 0, statistic: count, of: lacks_key }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster]
inputs: [participants]
*/
SELECT reference_year, delivery_id || ':' || source_row AS unit, cluster_id AS cluster,
  key_status IN ('invalid', 'missing') AS lacks_key, true AS is_row, delivery_id, source_row
FROM accounts.participant_row
WHERE participant_type = 'company'
