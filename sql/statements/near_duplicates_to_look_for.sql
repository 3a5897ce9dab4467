-- Grain: one article that is new, changed or gone since copies of it were looked for.
-- What is pending was stored anew, which takes off its link.
SELECT coalesce(article.id, article_sketch.article_id) AS id
FROM article
FULL JOIN article_sketch ON article_sketch.article_id = article.id
WHERE
    article.text_hash IS DISTINCT FROM article_sketch.text_hash
    OR article_sketch.method IS DISTINCT FROM ?
    OR article.id IN (SELECT article_id FROM pending_merge)
ORDER BY id;
