-- Grain: one key of those asked for within one span of days, or in all, with how many of what $keyed
-- gives have it. Only spans of some days are looked at, and in all only keys of what has no day: no
-- other number decides anything.
WITH asked AS (
    SELECT unnest($keys::JSON::UINTEGER[]) AS key
),

near AS (
    SELECT id, day, unnest(keys) AS key
    FROM query($keyed)
    WHERE day IN (SELECT unnest($near::JSON::DATE[]))
),

asked_in_all AS MATERIALIZED (  -- lest DuckDB hold all keys there are against those of the undated
    SELECT DISTINCT key
    FROM (SELECT unnest(keys) AS key FROM query($keyed) WHERE day IS NULL)
    WHERE key IN (FROM asked)
)

SELECT
    key,
    FALSE AS in_all,
    datediff('day', DATE '1970-01-01', day) // $days AS span,
    count(DISTINCT id) AS holders
FROM near
WHERE key IN (FROM asked)
GROUP BY ALL
UNION ALL
SELECT key, TRUE, NULL, count(DISTINCT id)
FROM (SELECT id, unnest(keys) AS key FROM query($keyed))
WHERE key IN (FROM asked_in_all)
GROUP BY key;
