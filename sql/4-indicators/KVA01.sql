/*
id: KVA01
name: { da: Indberetningsgrad, en: Reporting rate of clusters }
definition:
  da: Andelen af klyngerne i kataloget, der har afleveret deltagere for året.
  en: Share of the clusters of the catalogue that delivered participants for the year.
numerator: { da: "Klynger, der har afleveret", en: Clusters that delivered }
denominator: { da: Klynger i kataloget, en: Clusters of the catalogue }
measures:
  - { name: share_pct, title: { da: Indberetningsgrad, en: Reporting rate }, unit: pct, decimals: 1, statistic: share, of: has_delivered, over: is_cluster }
  - { name: delivered_count, title: { da: "Klynger, der har afleveret", en: Clusters that delivered }, unit: count, decimals: 0, statistic: count, of: has_delivered }
  - { name: cluster_count, title: { da: Klynger i kataloget, en: Clusters of the catalogue }, unit: count, decimals: 0, statistic: count, of: is_cluster }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [region]
inputs: [clusters]
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Region er klyngens hjemregion. Der tælles på det, der faktisk er modtaget, ikke på det, kataloget siger.
  en: Region is the home region of the cluster. What was received counts, not what the catalogue says.
*/
SELECT reference_year, cluster AS unit, region, has_delivered, true AS is_cluster, delivery_id, source_row
FROM active_cluster
