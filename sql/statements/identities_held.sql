-- Grain: one key of those asked for that a party has, and how many have it.
-- The last two bits say who has it, not which key it is.
SELECT block_key >> 2 AS key, count(*) AS parties
FROM (SELECT unnest(block_keys) AS block_key FROM identity)
WHERE block_key >> 2 IN (SELECT unnest(?::JSON::UBIGINT[]))
GROUP BY ALL;
