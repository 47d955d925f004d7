/*
id: DEL09
name: { da: Deltagere uden for klyngens hjemregion, en: Reach outside the home region }
definition:
  da: Andelen af klyngens virksomheder med kendt adresse, der ligger uden for den region, hvor klyngen hører hjemme.
  en: Share of a cluster's companies of known address that are located outside the region where the cluster is at home.
numerator: { da: Virksomheder i en anden region eller i udlandet, en: Companies in another region or abroad }
denominator: { da: Klyngens virksomheder med kendt region, en: The cluster's companies of known region }
measures:
  - { name: share_pct, title: { da: Andel uden for hjemregionen, en: Share outside the home region }, unit: pct, decimals: 1, statistic: share, of: is_outside, over: has_region }
  - { name: count, title: { da: Virksomheder uden for hjemregionen, en: Companies outside the home region }, unit: companies, decimals: 0, statistic: count, of: is_outside }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region]
inputs: [clusters, participants]
comparability:
  da: Fordelt på klyngens hjemregion, ikke på virksomhedens.
  en: Broken down by the home region of the cluster, not of the company.
*/
SELECT reference_year, company_id AS unit, group_id, cluster, cluster_region AS region, region <> cluster_region AS is_outside,
  true AS has_region, delivery_id, source_row
FROM participant
WHERE region <> 'unknown' AND cluster_region <> 'unknown'
