-- Grain: one article that was looked at before, of those asked for.
SELECT article_id, text_hash, method, day, band_keys
FROM article_sketch
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
