-- Grain: one article of which copies have not been looked for since it was stored.
CREATE TABLE pending_link AS
SELECT article.id AS article_id
FROM article
LEFT JOIN article_sketch ON article_sketch.article_id = article.id
WHERE
    article.text_hash IS DISTINCT FROM article_sketch.text_hash
    OR article.id IN (SELECT article_id FROM pending_merge);
