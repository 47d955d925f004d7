/*
id: INT03
name: { da: EU-ansøgninger og bevillinger, en: EU applications and awards }
definition:
  da: Årets ansøgninger om EU-midler, hvor mange der er bevilget, succesraten blandt de afgjorte og de bevilgede beløb.
  en: The year's applications for EU money, how many were awarded, the success rate among those decided, and the amounts awarded.
numerator: { da: Ansøgninger eller bevillinger med EU-budget, en: Applications or awards with an EU budget }
denominator: { da: Afgjorte ansøgninger (for succesraten), en: Decided applications (for the success rate) }
measures:
  - { name: applied_count, title: { da: Ansøgninger, en: Applications }, unit: count, decimals: 0, statistic: count, of: is_applied, disclosure_class: S0 }
  - { name: awarded_count, title: { da: Bevillinger, en: Awards }, unit: count, decimals: 0, statistic: count, of: is_awarded, disclosure_class: S0 }
  - { name: success_pct, title: { da: Succesrate, en: Success rate }, unit: pct, decimals: 1, statistic: share, of: is_awarded, over: is_decided, disclosure_class: S0 }
  - { name: awarded_dkk, title: { da: Bevilget EU-beløb, en: EU amount awarded }, unit: dkk, decimals: 0, statistic: sum, of: awarded_dkk }
evidence_tier: self-report
disclosure_class: S2
breakdowns: [cluster, item]
inputs: [projects]
item:
  title: { da: Program, en: Programme }
comparability:
  da: En bevilling hører til det år, projektet starter, eller til leverancens år, hvis det starter senere; løbende projekter tælles ikke igen.
  en: An award belongs to the year its project starts, or to the year of the drop if it starts later; running projects are not counted again.
*/
SELECT p.reference_year, p.project_id AS unit, k.cluster_id AS cluster, coalesce(trim(p.programme), 'unknown') AS item,
  true AS is_applied, coalesce(p.application_status, 'awarded') = 'awarded' AS is_awarded,
  coalesce(p.application_status, 'awarded') <> 'applied' AS is_decided,
  CASE WHEN coalesce(p.application_status, 'awarded') = 'awarded' THEN p.budget_eu_dkk ELSE 0 END AS awarded_dkk,
  p.delivery_id, p.source_row
FROM accounts.project AS p
LEFT JOIN accounts.project_cluster AS k ON k.reference_year = p.reference_year AND k.project_id = p.project_id
WHERE p.budget_eu_dkk > 0
  AND (p.application_status IN ('applied', 'rejected') OR p.start_date IS NULL OR year(p.start_date) >= p.reference_year)
