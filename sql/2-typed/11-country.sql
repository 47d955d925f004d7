-- purpose: what to look up in codelist.country_key: a code or a name in Danish or English
-- inputs:  value VARCHAR as landed
-- output:  typing.country_key(value) VARCHAR in lower case without dots; '' when nothing is left
CREATE OR REPLACE MACRO typing.country_key(value) AS replace(typing.key(value), '.', '');
