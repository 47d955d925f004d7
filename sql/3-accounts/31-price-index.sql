-- purpose: price index for turning current into fixed prices
-- grain:   one row per year and section ('total' where none is stated); the later delivered counts
-- inputs:  typed.price_index
-- output:  accounts.price_index, key (year, section)
CREATE OR REPLACE TABLE accounts.price_index AS
SELECT year, coalesce(upper(section), 'TOTAL') AS section, "index"
FROM typed.price_index
WHERE year IS NOT NULL AND "index" IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY year, coalesce(upper(section), 'TOTAL') ORDER BY delivery_id DESC, source_row DESC) = 1
ORDER BY 1, 2;
