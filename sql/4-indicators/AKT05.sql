/*
id: AKT05
name: { da: Opfølgning på møder, en: Meetings leading to contact }
definition:
  da: Andelen af de afholdte møder med oplyst opfølgning, der førte til fortsat kontakt.
  en: Share of the meetings held with a stated follow-up that led to further contact.
numerator: { da: Afholdte møder med opfølgning, en: Meetings held with a follow-up }
denominator: { da: "Afholdte møder, hvor opfølgning er oplyst", en: Meetings held where follow-up is stated }
measures:
  - { name: share_pct, title: { da: Andel med opfølgning, en: Share with a follow-up }, unit: pct, decimals: 1, statistic: share, of: has_follow_up, over: is_stated }
evidence_tier: self-report
disclosure_class: S3
breakdowns: [cluster, item]
inputs: [events, meetings]
item:
  title: { da: Arrangement, en: Event }
*/
SELECT m.reference_year, m.meeting_id AS unit, e.cluster_id AS cluster, e.item, coalesce(m.follow_up, false) AS has_follow_up,
  m.follow_up IS NOT NULL AS is_stated, m.delivery_id, m.source_row
FROM accounts.meeting AS m
LEFT JOIN event_item AS e ON e.reference_year = m.reference_year AND e.event_id = m.event_id
WHERE m.meeting_status = 'held'
