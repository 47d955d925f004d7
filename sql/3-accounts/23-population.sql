-- purpose: how many units a stratum of the survey has and how many were asked
-- grain:   one row per year and stratum; the later delivered counts
-- inputs:  typed.population
-- output:  accounts.population, key (year, stratum)
CREATE OR REPLACE TABLE accounts.population AS
SELECT coalesce(year, reference_year) AS year, stratum, population, sampled
FROM typed.population
WHERE stratum IS NOT NULL AND coalesce(year, reference_year) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY coalesce(year, reference_year), stratum ORDER BY delivery_id DESC, source_row DESC) = 1
ORDER BY 1, 2;
