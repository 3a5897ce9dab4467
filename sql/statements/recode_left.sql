-- Grain: one article of a recode that is still to be coded anew, whole; the first few after one, in
-- the order of days.
SELECT article.*
FROM recode_article
JOIN article ON article.id = recode_article.article_id
JOIN coding ON coding.article_id = article.id
WHERE
    recode_article.recode_id = $recode
    AND coding.coder <> $coder
    AND (coalesce(article.published_on, DATE '1970-01-01'), article.id) > ($after_day, $after)
ORDER BY coalesce(article.published_on, DATE '1970-01-01'), article.id
LIMIT $most;
