-- Grain: one party that some articles tell of.
SELECT DISTINCT party_id
FROM article_party
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
