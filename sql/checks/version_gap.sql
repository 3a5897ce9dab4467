-- Must return no row. Grain: an article whose earlier versions are not 1, 2, … up to its own.
SELECT coalesce(article.id, article_version.id) AS id
FROM article
FULL JOIN article_version ON article_version.id = article.id
GROUP BY ALL
HAVING any_value(article.version) IS DISTINCT FROM count(article_version.version) + 1
    OR max(article_version.version) <> count(article_version.version)
    OR min(article_version.version) <> 1;
