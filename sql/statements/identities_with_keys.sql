-- Grain: one party that has one of some keys.
SELECT DISTINCT party_id
FROM (SELECT party_id, unnest(block_keys) AS block_key FROM identity)
WHERE block_key >> 2 IN (SELECT unnest(?::JSON::UBIGINT[]));
