-- purpose: the place of the keys of countries; filled by sql/2-typed/lookups once the delivered code lists are typed
-- grain:   one row per key
-- inputs:  none
-- output:  codelist.country_key, key key
CREATE OR REPLACE TABLE codelist.country_key (key VARCHAR, country_code VARCHAR);
