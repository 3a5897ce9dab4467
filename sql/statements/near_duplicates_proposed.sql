-- Grain: two articles, one of them of those asked for, that share a band key and were published
-- within some days of each other or one of them undated.
-- A key that too many articles have within some days proposes nothing among these; and to those
-- without a day, nothing if too many have it in all.
-- $earliest and $latest are 2 * $days before the first and after the last day of those asked for.
WITH near AS (  -- one by one, for DuckDB to leave out what lies on other days
    SELECT article_id, day, band_keys
    FROM article_sketch
    WHERE day IS NULL
    UNION ALL
    SELECT article_id, day, band_keys
    FROM article_sketch
    WHERE day BETWEEN $earliest AND $latest
),

asked AS (
    SELECT article_id, unnest(band_keys) AS band_key
    FROM near
    WHERE article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
),

sharing AS MATERIALIZED (
    SELECT
        article_id,
        day,
        datediff('day', DATE '1970-01-01', day) // $days AS span,
        band_key
    FROM (SELECT article_id, day, unnest(band_keys) AS band_key FROM near)
    WHERE band_key IN (SELECT band_key FROM asked)
),

crowd AS (
    SELECT band_key, span
    FROM sharing
    WHERE span IS NOT NULL
    GROUP BY band_key, span
    HAVING count(*) > $crowd
),

crowd_in_all AS (
    SELECT band_key
    FROM (SELECT unnest(band_keys) AS band_key FROM article_sketch)
    WHERE band_key IN (SELECT band_key FROM sharing WHERE day IS NULL)
    GROUP BY band_key
    HAVING count(*) > $crowd
),

telling AS (
    SELECT sharing.article_id, sharing.day, sharing.band_key
    FROM sharing
    ANTI JOIN crowd ON crowd.band_key = sharing.band_key AND crowd.span = sharing.span
)

SELECT DISTINCT
    least(one.article_id, other.article_id) AS article_id,
    greatest(one.article_id, other.article_id) AS other_id
FROM asked
JOIN telling AS one
    ON one.article_id = asked.article_id AND one.band_key = asked.band_key
JOIN telling AS other
    ON other.band_key = asked.band_key AND other.article_id <> asked.article_id
WHERE
    abs(one.day - other.day) <= $days
    OR (
        (one.day IS NULL OR other.day IS NULL)
        AND asked.band_key NOT IN (SELECT band_key FROM crowd_in_all)
    )
ORDER BY ALL;
