/*
id: INT01
name: { da: Internationale aktiviteter, en: International activities }
definition:
  da: Antal arrangementer i udlandet og aktive projekter med udenlandske partnere.
  en: Number of events abroad and of active projects with foreign partners.
numerator: { da: Arrangementer og projekter, en: Events and projects }
measures:
  - { name: count, title: { da: Aktiviteter, en: Activities }, unit: count, decimals: 0, statistic: count, of: is_activity }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, item]
inputs: [projects, events]
item:
  title: { da: Slags, en: Kind }
  values:
    event: { da: Arrangement i udlandet, en: Event abroad }
    project: { da: Projekt med udenlandsk partner, en: Project with a foreign partner }
*/
SELECT e.reference_year, 'event:' || e.event_id AS unit, e.cluster_id AS cluster, 'event' AS item, true AS is_activity,
  e.delivery_id, e.source_row
FROM accounts.event AS e
LEFT JOIN accounts.delivery AS d ON d.delivery_id = e.delivery_id
WHERE e.country <> coalesce(d.home_country, 'DK')
UNION ALL
SELECT p.reference_year, 'project:' || p.project_id, k.cluster_id, 'project', true, p.delivery_id, p.source_row
FROM accounts.project AS p
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
WHERE p.is_active AND p.is_international
