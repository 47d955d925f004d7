/*
id: VID03
name: { da: Klynger efter type af videninstitution, en: Clusters with each type of institution }
definition:
  da: Andelen af katalogets klynger, der har mindst én videninstitution af typen.
  en: Share of the clusters of the catalogue that have at least one knowledge institution of the type.
numerator: { da: Klynger med mindst én institution af typen, en: Clusters with at least one institution of the type }
denominator: { da: Klynger i kataloget, en: Clusters of the catalogue }
measures:
  - { name: share_pct, title: { da: Andel af klyngerne, en: Share of clusters }, unit: pct, decimals: 1, statistic: share, of: has_institution, over: is_cluster }
  - { name: count, title: { da: Klynger, en: Clusters }, unit: count, decimals: 0, statistic: count, of: has_institution }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [item]
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
*/
SELECT reference_year, cluster AS unit, NULL AS item, false AS has_institution, true AS is_cluster, delivery_id, source_row
FROM active_cluster
UNION ALL
SELECT i.reference_year, i.cluster, i.institution_type, true, true, i.delivery_id, i.source_row
FROM institution AS i
SEMI JOIN active_cluster AS c ON c.reference_year = i.reference_year AND c.cluster = i.cluster
