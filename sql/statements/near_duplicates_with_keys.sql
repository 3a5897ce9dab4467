-- Grain: one article that has one of some band keys, of those that `near_duplicates_hold` was
-- asked for.
SELECT DISTINCT article_id
FROM article_band_key
WHERE band_key IN (SELECT unnest(?::JSON::UINTEGER[]));
