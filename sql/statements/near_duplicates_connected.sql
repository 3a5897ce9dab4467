-- Grain: one article of those asked for, or connected to one of them by pairs of copies.
WITH RECURSIVE edge AS (
    SELECT article_id, other_id FROM near_duplicate
    UNION ALL
    SELECT other_id, article_id FROM near_duplicate
),
reached AS (
    SELECT unnest(?::JSON::VARCHAR[]) AS id
    UNION
    SELECT edge.other_id FROM reached JOIN edge ON edge.article_id = reached.id
)
SELECT
    article.id,
    coalesce(article.published_at, article.published_on::TIMESTAMP) AS published,
    article.near_duplicate_of
FROM article
JOIN reached ON reached.id = article.id;
