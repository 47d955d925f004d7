-- purpose: unique participating companies with their number of clusters and how they stand to the three years before.
--          continuing: took part the year before; returning: not then, but in one of the two years before that; new: in
--          none of them. Earlier companies are compared under the number they have now.
-- grain:   one row per reference year and company
-- inputs:  accounts.membership, accounts.company_successor, accounts.reference_year
-- output:  accounts.company_year, key (reference_year, company_id); participation_status NULL without an earlier year;
--          years_compared: how many of the three years before are in the drops; is_stand_in: imputed, see accounts.imputation
CREATE OR REPLACE TABLE accounts.company_year AS
WITH taking_part AS (
  SELECT reference_year, company_id, bool_or(is_dedicated) AS is_dedicated, count(*) AS cluster_count,
    bool_or(stands_for IS NOT NULL) AS is_stand_in
  FROM accounts.membership
  GROUP BY reference_year, company_id
),
compared AS (
  SELECT y.reference_year, count(b.reference_year) AS years_compared
  FROM accounts.reference_year AS y
  LEFT JOIN accounts.reference_year AS b
    ON b.reference_year BETWEEN y.reference_year - 3 AND y.reference_year - 1
  GROUP BY y.reference_year
),
earlier AS (
  SELECT y.reference_year, coalesce(s.company_id, t.company_id) AS company_id, max(t.reference_year) AS last_year
  FROM accounts.reference_year AS y
  JOIN taking_part AS t ON t.reference_year BETWEEN y.reference_year - 3 AND y.reference_year - 1
  LEFT JOIN accounts.company_successor AS s ON s.reference_year = y.reference_year AND s.company_number = t.company_id
  GROUP BY ALL
)
SELECT t.reference_year, t.company_id, t.is_dedicated, t.cluster_count::INTEGER AS cluster_count,
  CASE
    WHEN c.years_compared = 0 THEN NULL
    WHEN e.last_year = t.reference_year - 1 THEN 'continuing'
    WHEN e.last_year IS NOT NULL THEN 'returning'
    ELSE 'new'
  END AS participation_status,
  c.years_compared::INTEGER AS years_compared, t.is_stand_in
FROM taking_part AS t
JOIN compared AS c ON c.reference_year = t.reference_year
LEFT JOIN earlier AS e ON e.reference_year = t.reference_year AND e.company_id = t.company_id
ORDER BY t.reference_year, t.company_id;
