/*
id: VID02
name: { da: Enheder fra videninstitutioner i projekter, en: Units of knowledge institutions in projects }
definition:
  da: Antal forskellige enheder (institutter, afdelinger) af videninstitutioner, der er med i et samarbejdsprojekt, der løber i året.
  en: Number of different units (institutes, departments) of knowledge institutions in a collaboration project that runs in the year.
numerator: { da: Enheder af videninstitutioner, en: Units of knowledge institutions }
measures:
  - { name: count, title: { da: Enheder, en: Units }, unit: count, decimals: 0, statistic: count, of: is_unit }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, item]
inputs: [projects, project_participants]
item:
  title: { da: Institutionstype, en: Type of institution }
  values:
    university: { da: Universitet, en: University }
    gts: { da: GTS-institut, en: Research and technology organisation (GTS) }
    university_college: { da: Professionshøjskole, en: University college }
    business_academy: { da: Erhvervsakademi, en: Business academy }
    hospital: { da: Hospital, en: Hospital }
    other: { da: Andet, en: Other }
comparability:
  da: Hvor enheden ikke er oplyst, tæller hele institutionen som én enhed.
  en: Where the unit is not stated, the whole institution counts as one unit.
*/
SELECT p.reference_year, t.organisation_id || '/' || coalesce(lower(trim(t.unit)), '') AS unit, k.cluster_id AS cluster,
  t.organisation_type AS item, true AS is_unit, t.delivery_id, t.source_row
FROM accounts.project AS p
JOIN accounts.project_participant AS t ON t.reference_year = p.reference_year AND t.project_id = p.project_id
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
WHERE p.is_active AND t.organisation_type <> 'company'
