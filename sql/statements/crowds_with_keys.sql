-- Grain: one of what $keyed gives that has one of some keys.
SELECT DISTINCT id
FROM (SELECT id, unnest(keys) AS key FROM query($keyed))
WHERE key IN (SELECT unnest($keys::JSON::UINTEGER[]));
