-- Grain: one party whom some articles show in an office.
SELECT DISTINCT party_id
FROM party_office
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
