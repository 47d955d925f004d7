/*
id: DEL03
name: { da: Overlap mellem klynger, en: Overlap between clusters }
definition:
  da: Andelen af de deltagende virksomheder, der er med i mindst to klynger, og antallet af fælles virksomheder for hvert par af klynger.
  en: Share of participating companies that are in at least two clusters, and number of shared companies for each pair of clusters.
numerator: { da: Virksomheder i mindst to klynger, en: Companies in at least two clusters }
denominator: { da: Unikke deltagende virksomheder (DEL01), en: Unique participating companies (DEL01) }
measures:
  - { name: share_pct, title: { da: Andel i mindst to klynger, en: Share in at least two clusters }, unit: pct, decimals: 1, statistic: share, of: in_several, over: takes_part }
  - { name: count, title: { da: Virksomheder i mindst to klynger, en: Companies in at least two clusters }, unit: companies, decimals: 0, statistic: count, of: in_several }
  - { name: shared_count, title: { da: Fælles virksomheder, en: Shared companies }, unit: companies, decimals: 0, statistic: count, of: is_shared, breakdowns: [cluster x item] }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, size_band]
inputs: [clusters, participants]
item:
  title: { da: Den anden klynge, en: The other cluster }
*/
SELECT reference_year, company_id AS unit, group_id, cluster, region, growth_forum, size_band, NULL AS item,
  cluster_count >= 2 AS in_several, true AS takes_part, false AS is_shared, delivery_id, source_row
FROM participant
UNION ALL
SELECT a.reference_year, a.company_id, a.group_id, a.cluster, a.region, a.growth_forum, a.size_band, b.cluster,
  false, true, true, a.delivery_id, a.source_row
FROM participant AS a
JOIN participant AS b ON b.reference_year = a.reference_year AND b.company_id = a.company_id AND b.cluster <> a.cluster
WHERE a.cluster_count >= 2
