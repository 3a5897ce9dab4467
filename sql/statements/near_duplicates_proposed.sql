-- Grain: two articles, one of them of those asked for, that share a band key which is not too
-- many articles' key, and were published within some days of each other or one of them undated.
-- Of keys that `near_duplicates_hold` was asked for.
WITH asked AS (
    SELECT article_id, band_key
    FROM article_band_key
    WHERE article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
),
telling AS (
    SELECT band_key
    FROM article_band_key
    GROUP BY band_key
    HAVING count(*) BETWEEN 2 AND $crowd
),
shared AS (
    SELECT DISTINCT
        least(asked.article_id, held.article_id) AS article_id,
        greatest(asked.article_id, held.article_id) AS other_id
    FROM asked
    JOIN telling ON telling.band_key = asked.band_key
    JOIN article_band_key AS held
        ON held.band_key = telling.band_key
        AND held.article_id != asked.article_id
),
dated AS (
    SELECT id, coalesce(published_on, published_at::DATE) AS day
    FROM article
    WHERE id IN (SELECT article_id FROM shared UNION ALL SELECT other_id FROM shared)
)
SELECT shared.article_id, shared.other_id
FROM shared
JOIN dated AS one ON one.id = shared.article_id
JOIN dated AS other ON other.id = shared.other_id
WHERE coalesce(abs(one.day - other.day) <= $days, TRUE)
ORDER BY ALL;
