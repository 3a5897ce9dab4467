-- Grain: one article, there or gone, whose copies were ever looked for or never; by day, for what
-- is written in the order of days is found by its day.
SELECT coalesce(article.id, article_sketch.article_id) AS article_id
FROM article
FULL JOIN article_sketch ON article_sketch.article_id = article.id
ORDER BY coalesce(article.published_on, article.published_at::DATE), article_id;
