-- Grain: one band key of those asked for that an article has, and how many have it.
SELECT band_key, count(*) AS articles
FROM (SELECT unnest(band_keys) AS band_key FROM article_sketch)
WHERE band_key IN (SELECT unnest(?::JSON::UINTEGER[]))
GROUP BY band_key;
