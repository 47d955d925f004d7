/*
id: DEL07
name: { da: Gengangere (fastholdelse), en: Retention }
definition:
  da: Andelen af sidste års deltagende virksomheder, der også deltager i år; for en klynge i samme klynge eller dens efterfølger.
  en: Share of last year's participating companies that take part this year too; for a cluster, in the same cluster or its successor.
numerator: { da: "Virksomheder, der deltog både i fjor og i år", en: Companies that took part both last year and this year }
denominator: { da: "Virksomheder, der deltog i fjor", en: Companies that took part last year }
measures:
  - { name: share_pct, title: { da: Fastholdt andel, en: Share retained }, unit: pct, decimals: 1, statistic: share, of: is_retained, over: took_part }
  - { name: count, title: { da: Fastholdte virksomheder, en: Companies retained }, unit: companies, decimals: 0, statistic: count, of: is_retained }
  - { name: lost_count, title: { da: Ophørte virksomheder, en: Companies lost }, unit: companies, decimals: 0, statistic: count, of: is_lost, breakdowns: [region, growth_forum, size_band] }
  - { name: left_cluster_count, title: { da: "Virksomheder, der har forladt en klynge", en: Companies that left a cluster }, unit: companies, decimals: 0, statistic: count, of: has_left, breakdowns: [cluster] }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band]
inputs: [clusters, participants]
earlier_years: 1
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: En klynge, der ikke har indberettet i år, får sine virksomheder til at se ud som ophørte.
  en: A cluster that delivered nothing this year makes its companies look lost.
*/
WITH base AS (
  SELECT y.reference_year, coalesce(s.company_id, p.company_id) AS company_id,
    min(p.group_id) OVER (PARTITION BY y.reference_year, coalesce(s.company_id, p.company_id)) AS group_id,
    p.cluster, p.region, p.growth_forum, p.size_band, p.delivery_id, p.source_row
  FROM participant AS p
  JOIN accounts.reference_year AS y ON y.reference_year = p.reference_year + 1
  LEFT JOIN accounts.company_successor AS s ON s.reference_year = y.reference_year AND s.company_number = p.company_id
  WHERE NOT p.is_stand_in
),
follows AS (
  SELECT DISTINCT cluster_id AS cluster, unnest(string_split_regex(successor_id, '[,;/ ]+')) AS successor
  FROM accounts.cluster
  WHERE successor_id IS NOT NULL
  UNION
  SELECT DISTINCT cluster_id, cluster_id FROM accounts.cluster
),
here AS (
  SELECT DISTINCT b.reference_year, b.cluster, b.company_id
  FROM base AS b
  JOIN follows AS f ON f.cluster = b.cluster
  JOIN participant AS n
    ON n.reference_year = b.reference_year AND n.company_id = b.company_id AND n.cluster = f.successor
),
anywhere AS (
  SELECT DISTINCT reference_year, company_id FROM participant
)
SELECT b.reference_year, b.company_id AS unit, b.group_id, b.cluster, b.region, b.growth_forum, b.size_band,
  h.company_id IS NOT NULL AS is_retained, true AS took_part, false AS is_lost, h.company_id IS NULL AS has_left,
  b.delivery_id, b.source_row
FROM base AS b
LEFT JOIN here AS h ON h.reference_year = b.reference_year AND h.cluster = b.cluster AND h.company_id = b.company_id
UNION ALL
SELECT b.reference_year, b.company_id, b.group_id, NULL, b.region, b.growth_forum, b.size_band,
  a.company_id IS NOT NULL, true, a.company_id IS NULL, false, b.delivery_id, b.source_row
FROM base AS b
LEFT JOIN anywhere AS a ON a.reference_year = b.reference_year AND a.company_id = b.company_id
