-- purpose: respondents whose single answer moves the innovation rate, because few answered in their stratum
-- grain:   one row per suspicious respondent
-- inputs:  accounts.response
-- output:  reference_year, delivery_id, source_row, field, value, anticipated, figure, breakdown, figure_value, figure_if_anticipated
WITH answered AS (
  SELECT *, coalesce(q1_product_innovation, false) OR coalesce(q2_service_innovation, false) OR coalesce(q3_process_innovation, false) AS is_innovative,
    count(*) OVER (PARTITION BY reference_year, stratum) AS in_stratum
  FROM accounts.response
  WHERE response_status IN ('complete', 'partial') AND population IS NOT NULL
    AND coalesce(q1_product_innovation, q2_service_innovation, q3_process_innovation) IS NOT NULL
),
weighted AS (
  SELECT *, (population / in_stratum)::DECIMAL(30, 6) AS weight FROM answered
),
rated AS (
  SELECT *, sum(weight) FILTER (is_innovative) OVER y AS innovative, sum(weight) OVER y AS everybody
  FROM weighted
  WINDOW y AS (PARTITION BY reference_year)
)
SELECT reference_year, delivery_id, source_row, 'q1_product_innovation' AS field, is_innovative::INTEGER::DOUBLE AS value,
  (1 - is_innovative::INTEGER)::DOUBLE AS anticipated, 'SUR01' AS figure, stratum AS breakdown, 100 * coalesce(innovative, 0)::DOUBLE / everybody::DOUBLE AS figure_value,
  100 * (coalesce(innovative, 0) + (1 - 2 * is_innovative::INTEGER) * weight)::DOUBLE / everybody::DOUBLE AS figure_if_anticipated
FROM rated
WHERE in_stratum <= 2 AND population >= 10
