-- purpose: which companies took part in which cluster as the drops of the year say, from the lists of participants and from
--          activities. A company that left before the year or joined after it did not take part. Dedicated is what the
--          parameter dedicated_rule says: a stated status, a stated basis (an agreement, a letter of intent, a project or a
--          fee), or either.
-- grain:   one row per reference year, cluster and company
-- inputs:  accounts.participant_row, accounts.participation, accounts.setting
-- output:  accounts.delivered_membership, key (reference_year, cluster_id, company_id)
CREATE OR REPLACE TABLE accounts.delivered_membership AS
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
)
SELECT reference_year, cluster_id, company_id, bool_or(is_dedicated) AS is_dedicated, min(joined_date) AS joined_date,
  CASE WHEN count(left_date) = count(*) THEN max(left_date) END AS left_date,
  arg_min(delivery_id, (delivery_id, source_row)) AS first_delivery_id,
  arg_min(source_row, (delivery_id, source_row)) AS first_source_row
FROM listed
GROUP BY reference_year, cluster_id, company_id
ORDER BY reference_year, cluster_id, company_id;
