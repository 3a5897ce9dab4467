-- Grain: one article that has one of some band keys.
SELECT DISTINCT article_id
FROM (SELECT article_id, unnest(band_keys) AS band_key FROM article_sketch)
WHERE band_key IN (SELECT unnest(?::JSON::UINTEGER[]));
