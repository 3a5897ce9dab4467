-- Grain: one band key of those asked for within one span of days, or in all, with how many articles
-- have it. Only spans of some days are looked at, and in all only keys of undated articles: no other
-- number decides anything.
WITH asked AS (
    SELECT unnest($keys::JSON::UINTEGER[]) AS band_key
),

near AS (
    SELECT day, unnest(band_keys) AS band_key
    FROM article_sketch
    WHERE day IN (SELECT unnest($near::JSON::DATE[]))
),

asked_in_all AS MATERIALIZED (  -- lest DuckDB hold all keys there are against those of the undated
    SELECT DISTINCT band_key
    FROM (SELECT unnest(band_keys) AS band_key FROM article_sketch WHERE day IS NULL)
    WHERE band_key IN (FROM asked)
)

SELECT
    band_key,
    FALSE AS in_all,
    datediff('day', DATE '1970-01-01', day) // $days AS span,
    count(*) AS articles
FROM near
WHERE band_key IN (FROM asked)
GROUP BY ALL
UNION ALL
SELECT band_key, TRUE, NULL, count(*)
FROM (SELECT unnest(band_keys) AS band_key FROM article_sketch)
WHERE band_key IN (FROM asked_in_all)
GROUP BY band_key;
