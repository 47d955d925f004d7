-- purpose: deliveries that a later one of the same supplier, input and sheet replaces. Later is said by the file's name,
--          never by its time: a version ('_v2', ' (2)', 'rev3'), a word ('rettet', 'korrigeret', 'ny', 'genfremsendt', 'endelig',
--          'revised', 'final'), a date, or the same name in a folder below. Two files whose names differ in anything else
--          are two parts of one delivery and both count.
-- grain:   one row per replaced delivery
-- inputs:  landing.delivery
-- output:  landing.replaced_delivery, key delivery_id; replaced_by is the delivery_id that counts
CREATE OR REPLACE TABLE landing.replaced_delivery AS
WITH named AS (
  SELECT *, lower(regexp_extract(path, '([^/]*?)(?:\.[A-Za-z0-9]+)?$', 1)) AS stem, len(string_split(path, '/')) AS depth
  FROM landing.delivery
  WHERE status IN ('ok', 'partial') AND supplier IS NOT NULL
),
split AS (
  SELECT *,
    regexp_extract(
      stem,
      '^(.*?)((?:[ _.-]*(?:\([0-9]{1,2}\)|v(?:er(?:sion)?)?[ ._-]?[0-9]{1,2}|rev(?:ised|ision)?[0-9]{0,2}|rettet|rettelse|korrigeret|opdateret|genfremsendt|genindsendt|endelig|ny|final|corrected|20[0-9]{2}-?[01][0-9]-?[0-3][0-9]))*)$',
      ['base', 'marks']) AS parts
  FROM named
),
ordered AS (
  SELECT drop_name, supplier, input, delivery_id,
    first_value(delivery_id) OVER (
      PARTITION BY drop_name, supplier, input, coalesce(sheet, ''), parts.base
      ORDER BY depth DESC, parts.marks <> '' DESC, coalesce(TRY_CAST(nullif(regexp_replace(parts.marks, '[^0-9]', '', 'g'), '') AS BIGINT), 0) DESC,
        parts.marks DESC, path DESC, delivery_id DESC
    ) AS replaced_by
  FROM split
)
SELECT delivery_id, replaced_by
FROM ordered
WHERE delivery_id <> replaced_by
ORDER BY delivery_id;
