-- Grain: one form of the name of one of some parties, with how many articles have it.
SELECT party_id, alias, articles
FROM party_name
WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]));
