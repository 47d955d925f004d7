-- purpose: the place of the keys of municipalities; filled by sql/2-typed/lookups once the delivered code lists are typed
-- grain:   one row per key
-- inputs:  none
-- output:  codelist.municipality_key, key key
CREATE OR REPLACE TABLE codelist.municipality_key (key VARCHAR, municipality_code VARCHAR);
