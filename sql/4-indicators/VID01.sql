/*
id: VID01
name: { da: Videninstitutioner, en: Knowledge institutions }
definition:
  da: Antal forskellige videninstitutioner, der er knyttet til mindst én klynge, og gennemsnittet pr. klynge.
  en: Number of different knowledge institutions attached to at least one cluster, and the mean per cluster.
numerator: { da: Videninstitutioner, en: Knowledge institutions }
denominator: { da: Klynger i kataloget (for gennemsnittet), en: Clusters of the catalogue (for the mean) }
measures:
  - { name: count, title: { da: Videninstitutioner, en: Knowledge institutions }, unit: count, decimals: 0, statistic: count, of: is_institution }
  - { name: per_cluster, title: { da: Gennemsnit pr. klynge, en: Mean per cluster }, unit: count, decimals: 1, statistic: ratio, of: links, over: is_cluster, breakdowns: [item] }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, item]
denominator_ignores: [item]
inputs: [clusters, knowledge_institutions]
item:
  title: { da: Institutionstype, en: Type of institution }
  values:
    university: { da: Universitet, en: University }
    gts: { da: GTS-institut, en: Research and technology organisation (GTS) }
    university_college: { da: Professionshøjskole, en: University college }
    business_academy: { da: Erhvervsakademi, en: Business academy }
    hospital: { da: Hospital, en: Hospital }
    other: { da: Andet, en: Other }
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
*/
SELECT reference_year, 'institution:' || institution_id AS unit, institution_id || '/' || coalesce(cluster, '') AS part, cluster,
  institution_type AS item, true AS is_institution, CASE WHEN cluster IS NOT NULL THEN 1 ELSE 0 END AS links,
  false AS is_cluster, delivery_id, source_row
FROM institution
UNION ALL
SELECT reference_year, 'cluster:' || cluster, 'cluster:' || cluster, cluster, NULL, false, 0, true, delivery_id, source_row
FROM active_cluster
