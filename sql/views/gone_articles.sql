-- Grain: one article that is gone from every address it was read from.
CREATE OR REPLACE VIEW gone_articles AS
SELECT
    article.id AS article_id,
    article.url,
    article.outlet,
    article.title,
    max(article_page.gone_since) AS gone_since
FROM article
JOIN article_page ON article_page.article_id = article.id
GROUP BY ALL
HAVING count(*) = count(article_page.gone_since);
