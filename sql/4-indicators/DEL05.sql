/*
id: DEL05
name: { da: Andel SMV, en: SME share }
definition:
  da: Andelen af de deltagende virksomheder med kendt størrelse, der har under 50, henholdsvis under 250 ansatte.
  en: Share of participating companies of known size that have fewer than 50, or fewer than 250, employees.
numerator: { da: Deltagende virksomheder under grænsen, en: Participating companies below the limit }
denominator: { da: Deltagende virksomheder med kendt antal ansatte, en: Participating companies with a known number of employees }
measures:
  - { name: share_pct, title: { da: Andel SMV, en: SME share }, unit: pct, decimals: 1, statistic: share, of: is_small, over: has_size }
  - { name: count, title: { da: SMV, en: SMEs }, unit: companies, decimals: 0, statistic: count, of: is_small }
evidence_tier: self-report
disclosure_class: S1
breakdowns: [cluster, region, growth_forum, industry]
inputs: [clusters, participants]
item:
  title: { da: Størrelsesgrænse, en: Size limit }
  values:
    under_50: { da: Under 50 ansatte, en: Fewer than 50 employees }
    under_250: { da: Under 250 ansatte, en: Fewer than 250 employees }
  required: true
comparability:
  da: Regnskaberne har brugt grænsen 50; EU's definition er 250 ansatte og lofter over omsætning og balance, som ikke indgår her.
  en: The accounts have used the limit of 50; the EU definition is 250 employees and ceilings on turnover and balance sheet, which are not used here.
*/
SELECT p.reference_year, p.company_id AS unit, p.group_id, p.cluster, p.region, p.growth_forum, p.industry,
  'under_' || l.size_limit AS item, coalesce(p.employees < l.size_limit, false) AS is_small,
  p.employees IS NOT NULL AS has_size, p.delivery_id, p.source_row
FROM participant AS p
CROSS JOIN (VALUES (50), (250)) AS l (size_limit)
