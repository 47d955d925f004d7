/*
id: PRO01
name: { da: Samarbejdsprojekter, en: Collaboration projects }
definition:
  da: Antal bevilgede samarbejdsprojekter, der løber på mindst én dag i året; et projekt på tværs af klynger tæller én gang i alt.
  en: Number of awarded collaboration projects that run on at least one day of the year; one across clusters counts once in the total.
numerator: { da: Aktive projekter, en: Active projects }
measures:
  - { name: count, title: { da: Projekter, en: Projects }, unit: count, decimals: 0, statistic: count, of: is_active }
evidence_tier: self-report
disclosure_class: S0
breakdowns: [cluster, item]
inputs: [projects]
item:
  title: { da: Projekttype, en: Type of project }
  usual: project_type
breaks:
  - { year: 2021, da: "Fra 2021 er der 13 nationale klynger i stedet for innovationsnetværk og regionale klynger.", en: "From 2021 there are 13 national clusters instead of innovation networks and regional clusters." }
*/
SELECT p.reference_year, p.project_id AS unit, k.cluster_id AS cluster, coalesce(trim(p.project_type), 'unknown') AS item,
  p.is_active, p.delivery_id, p.source_row
FROM accounts.project AS p
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
WHERE p.is_active
