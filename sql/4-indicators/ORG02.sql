/*
id: ORG02
name: { da: ECEI-mærker 31. december, en: ECEI labels at 31 December }
definition:
  da: Klynger, der holder mærket den 31. december, klynger, der har fået det siden året før, og klynger, hvis mærke er udløbet.
  en: Clusters that hold the label on 31 December, clusters that gained it since the year before, and clusters whose label lapsed.
numerator: { da: Klynger, en: Clusters }
denominator: { da: Klynger i kataloget, en: Clusters of the catalogue }
measures:
  - { name: held, title: { da: Holdt, en: Held }, unit: count, decimals: 0, statistic: count, of: is_held }
  - { name: gained, title: { da: Nye, en: Gained }, unit: count, decimals: 0, statistic: count, of: is_gained }
  - { name: lapsed, title: { da: Udløbne, en: Lapsed }, unit: count, decimals: 0, statistic: count, of: is_lapsed }
  - { name: held_pct, title: { da: Andel af klyngerne, en: Share of clusters }, unit: pct, decimals: 1, statistic: share, of: is_held, over: is_cluster }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, region, item, cluster x item, region x item]
denominator_ignores: [item]
inputs: [clusters, labels]
item:
  title: { da: Mærke, en: Label }
  values:
    bronze: { da: Bronze, en: Bronze }
    silver: { da: Sølv, en: Silver }
    gold: { da: Guld, en: Gold }
breaks:
  - { year: 2012, da: "Guldmærket blev uddelt første gang den 18. april 2012.", en: "The gold label was first awarded on 18 April 2012." }
  - { year: 2020, da: "Kravene til guldmærket blev revideret i 2020, efter at nye adgangskrav gjaldt fra 15. november 2019.", en: "The requirements of the gold label were revised in 2020, after new conditions of access from 15 November 2019." }
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
comparability:
  da: Et mærke gælder fra tildeling til udløb; mærker tildelt i året er noget andet end mærker holdt ved årets udgang.
  en: A label is valid from its award until it expires; labels awarded in the year are not the same as labels held at its end.
*/
WITH at_end AS (
  SELECT c.reference_year, c.cluster, c.region, l.label,
    bool_or(coalesce(l.awarded_date, DATE '0001-01-01') <= make_date(c.reference_year, 12, 31)
      AND coalesce(l.valid_to_date, DATE '9999-12-31') >= make_date(c.reference_year, 12, 31)) AS now,
    bool_or(coalesce(l.awarded_date, DATE '0001-01-01') <= make_date(c.reference_year - 1, 12, 31)
      AND coalesce(l.valid_to_date, DATE '9999-12-31') >= make_date(c.reference_year - 1, 12, 31)) AS before,
    min(l.delivery_id) AS delivery_id, arg_min(l.source_row, (l.delivery_id, l.source_row)) AS source_row
  FROM active_cluster AS c
  JOIN accounts.label AS l ON l.cluster_id = c.cluster
  GROUP BY c.reference_year, c.cluster, c.region, l.label
)
SELECT reference_year, cluster AS unit, cluster, region, NULL AS item, false AS is_held, false AS is_gained, false AS is_lapsed,
  true AS is_cluster, delivery_id, source_row
FROM active_cluster
UNION ALL
SELECT reference_year, cluster, cluster, region, label, now, now AND NOT before, before AND NOT now, true, delivery_id, source_row
FROM at_end
