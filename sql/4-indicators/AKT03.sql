/*
id: AKT03
name: { da: Matchmakingmøder, en: Matchmaking meetings }
definition:
  da: Antal møder ved matchmakingarrangementer, bookede og afholdte hver for sig og delt på klynge-klynge, virksomhed-klynge og virksomhed-virksomhed.
  en: "Number of meetings at matchmaking events, booked and held apart and by kind: cluster to cluster, company to cluster, company to company."
numerator:
  da: Møder med den angivne status; bookede er alle møder i planen, også dem der blev holdt, og dem hvor nogen udeblev
  en: Meetings of the stated status; booked is every meeting in the plan, also those that were held and those somebody did not come to
measures:
  - { name: held, title: { da: Afholdte møder, en: Meetings held }, unit: count, decimals: 0, statistic: count, of: held }
  - { name: booked, title: { da: Bookede møder, en: Meetings booked }, unit: count, decimals: 0, statistic: count, of: booked }
  - { name: no_show, title: { da: Udeblevne, en: No-shows }, unit: count, decimals: 0, statistic: count, of: no_show }
  - { name: held_c2c, title: { da: Afholdte C2C-møder, en: C2C meetings held }, unit: count, decimals: 0, statistic: count, of: held_c2c }
  - { name: booked_c2c, title: { da: Bookede C2C-møder, en: C2C meetings booked }, unit: count, decimals: 0, statistic: count, of: booked_c2c }
  - { name: held_b2c, title: { da: Afholdte B2C-møder, en: B2C meetings held }, unit: count, decimals: 0, statistic: count, of: held_b2c }
  - { name: booked_b2c, title: { da: Bookede B2C-møder, en: B2C meetings booked }, unit: count, decimals: 0, statistic: count, of: booked_b2c }
  - { name: held_b2b, title: { da: Afholdte B2B-møder, en: B2B meetings held }, unit: count, decimals: 0, statistic: count, of: held_b2b }
  - { name: booked_b2b, title: { da: Bookede B2B-møder, en: B2B meetings booked }, unit: count, decimals: 0, statistic: count, of: booked_b2b }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, item]
inputs: [events, meetings]
item:
  title: { da: Arrangement, en: Event }
comparability:
  da: Offentliggjorte tal blander ofte bookede og afholdte møder og alle slags; sammenlign kun samme mål.
  en: Published numbers often mix booked and held meetings and all kinds; compare the same measure only.
*/
SELECT m.reference_year, m.meeting_id AS unit, e.cluster_id AS cluster, e.item,
  m.meeting_status = 'held' AS held, true AS booked, m.meeting_status = 'no_show' AS no_show,
  m.meeting_status = 'held' AND m.meeting_type = 'c2c' AS held_c2c, m.meeting_type = 'c2c' AS booked_c2c,
  m.meeting_status = 'held' AND m.meeting_type = 'b2c' AS held_b2c, m.meeting_type = 'b2c' AS booked_b2c,
  m.meeting_status = 'held' AND m.meeting_type = 'b2b' AS held_b2b, m.meeting_type = 'b2b' AS booked_b2b,
  m.delivery_id, m.source_row
FROM accounts.meeting AS m
LEFT JOIN event_item AS e ON e.reference_year = m.reference_year AND e.event_id = m.event_id
