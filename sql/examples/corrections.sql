-- What was corrected or removed?
-- Grain: one correction by an outlet, or one article that is gone; the latest first.
-- The sample newsroom is read once: nothing in it is corrected or removed.
SELECT
    replaced_at AS noticed_at,
    'corrected' AS what,
    outlet,
    old_title,
    new_title,
    new_length - old_length AS longer_by,
    url
FROM corrections
WHERE cause = 'page'
UNION ALL
SELECT gone_since, 'removed', outlet, title, NULL, NULL, url
FROM gone_articles
ORDER BY noticed_at DESC, url
LIMIT 50;
