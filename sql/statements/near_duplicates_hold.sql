-- Grain: one band key of those asked for, and one article that has it.
-- Gone through once for all that is asked of it: it is all articles' keys that are looked at.
CREATE OR REPLACE TEMP TABLE article_band_key AS
SELECT article_id, band_key
FROM (SELECT article_id, unnest(band_keys) AS band_key FROM article_sketch)
WHERE band_key IN (SELECT unnest(?::JSON::UINTEGER[]));
