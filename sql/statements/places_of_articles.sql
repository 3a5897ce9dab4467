-- Grain: one place that some articles tell of.
SELECT DISTINCT place_id
FROM article_place
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
