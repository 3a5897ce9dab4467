-- Grain: two of what $keyed gives, one of them of those asked for, that share a key and lie within
-- some days of each other, or one of them has no day.
-- A key that too many have within some days proposes nothing among these; and to those without a
-- day, nothing if too many have it in all.
-- $earliest and $latest are 2 * $days before the first and after the last day of those asked for.
WITH near AS (  -- one by one, for DuckDB to leave out what lies on other days
    SELECT id, day, keys
    FROM query($keyed)
    WHERE day IS NULL
    UNION ALL
    SELECT id, day, keys
    FROM query($keyed)
    WHERE day BETWEEN $earliest AND $latest
),

asked AS (
    SELECT DISTINCT id, day, unnest(keys) AS key
    FROM near
    WHERE id IN (SELECT unnest($ids::JSON::VARCHAR[]))
),

sharing AS MATERIALIZED (
    SELECT DISTINCT
        id,
        day,
        datediff('day', DATE '1970-01-01', day) // $days AS span,
        key
    FROM (SELECT id, day, unnest(keys) AS key FROM near)
    WHERE key IN (SELECT key FROM asked)
),

crowd AS (
    SELECT key, span
    FROM sharing
    WHERE span IS NOT NULL
    GROUP BY key, span
    HAVING count(DISTINCT id) > $crowd
),

crowd_in_all AS (
    SELECT key
    FROM (SELECT id, unnest(keys) AS key FROM query($keyed))
    WHERE key IN (SELECT key FROM sharing WHERE day IS NULL)
    GROUP BY key
    HAVING count(DISTINCT id) > $crowd
),

telling AS (
    SELECT sharing.id, sharing.day, sharing.key
    FROM sharing
    ANTI JOIN crowd ON crowd.key = sharing.key AND crowd.span = sharing.span
)

SELECT DISTINCT
    least(asked.id, other.id) AS one_id,
    greatest(asked.id, other.id) AS other_id
FROM asked
JOIN telling AS one
    ON one.id = asked.id AND one.key = asked.key
JOIN telling AS other
    ON other.key = asked.key AND other.id <> asked.id
WHERE
    abs(one.day - other.day) <= $days
    OR (
        (one.day IS NULL OR other.day IS NULL)
        AND asked.key NOT IN (SELECT key FROM crowd_in_all)
    )
ORDER BY ALL;
