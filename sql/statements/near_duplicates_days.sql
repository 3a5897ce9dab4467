-- Grain: one article whose keys are known, of those asked for, with its day; none where undated.
SELECT article_id, day
FROM article_sketch
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
