-- purpose: which companies took part in which cluster, from the lists of participants and from activities. A company
--          that left before the year or joined after it did not take part. Dedicated is what the parameter
--          dedicated_rule says: a stated status, a stated basis (an agreement, a letter of intent, a project or a fee), or
--          either. Where missing_deliveries is carried_forward, a cluster of the catalogue that delivered no participants
--          keeps those of the latest year before.
-- grain:   one row per reference year, cluster and company
-- inputs:  accounts.participant_row, accounts.participation, accounts.cluster, accounts.setting, accounts.company_successor
-- output:  accounts.membership, key (reference_year, cluster_id, company_id)
CREATE OR REPLACE TABLE accounts.membership AS
WITH listed AS (
  SELECT r.reference_year, r.cluster_id, r.company_id, r.joined_date, r.left_date, r.delivery_id, r.source_row,
    CASE s.dedicated_rule
      WHEN 'status' THEN coalesce(r.membership_status = 'dedicated', false)
      WHEN 'basis' THEN r.dedicated_basis IS NOT NULL OR coalesce(r.fee_dkk > 0, false)
      ELSE coalesce(r.membership_status = 'dedicated', false) OR r.dedicated_basis IS NOT NULL OR coalesce(r.fee_dkk > 0, false)
    END AS is_dedicated
  FROM accounts.participant_row AS r
  CROSS JOIN accounts.setting AS s
  WHERE r.company_id IS NOT NULL AND r.cluster_id IS NOT NULL AND r.participant_type = 'company'
    AND (r.joined_date IS NULL OR year(r.joined_date) <= r.reference_year)
    AND (r.left_date IS NULL OR year(r.left_date) >= r.reference_year)
  UNION ALL
  SELECT reference_year, cluster_id, company_id, NULL, NULL, delivery_id, source_row, false
  FROM accounts.participation
  WHERE cluster_id IS NOT NULL
),
delivered AS (
  SELECT reference_year, cluster_id, company_id, bool_or(is_dedicated) AS is_dedicated, min(joined_date) AS joined_date,
    CASE WHEN count(left_date) = count(*) THEN max(left_date) END AS left_date,
    arg_min(delivery_id, (delivery_id, source_row)) AS first_delivery_id,
    arg_min(source_row, (delivery_id, source_row)) AS first_source_row
  FROM listed
  GROUP BY reference_year, cluster_id, company_id
),
carried_year AS (
  SELECT c.reference_year, c.cluster_id, max(p.reference_year) AS from_year
  FROM accounts.cluster AS c
  CROSS JOIN accounts.setting AS s
  JOIN accounts.participant_row AS p ON p.cluster_id = c.cluster_id AND p.reference_year < c.reference_year
  ANTI JOIN accounts.participant_row AS own
    ON own.cluster_id = c.cluster_id AND own.reference_year = c.reference_year
  WHERE s.missing_deliveries = 'carried_forward' AND (c.end_date IS NULL OR year(c.end_date) >= c.reference_year)
  GROUP BY c.reference_year, c.cluster_id
),
carried AS (
  SELECT y.reference_year, d.cluster_id, coalesce(s.company_id, d.company_id) AS company_id,
    bool_or(d.is_dedicated) AS is_dedicated, min(d.joined_date) AS joined_date, NULL::DATE AS left_date,
    arg_min(d.first_delivery_id, (d.first_delivery_id, d.first_source_row)) AS first_delivery_id,
    arg_min(d.first_source_row, (d.first_delivery_id, d.first_source_row)) AS first_source_row
  FROM carried_year AS y
  JOIN delivered AS d ON d.cluster_id = y.cluster_id AND d.reference_year = y.from_year
  LEFT JOIN accounts.company_successor AS s ON s.reference_year = y.reference_year AND s.company_number = d.company_id
  WHERE d.left_date IS NULL
  GROUP BY ALL
)
SELECT *, false AS is_carried_forward FROM delivered
UNION ALL
SELECT c.*, true FROM carried AS c
ANTI JOIN delivered AS d ON d.reference_year = c.reference_year AND d.cluster_id = c.cluster_id AND d.company_id = c.company_id
ORDER BY reference_year, cluster_id, company_id;
