-- Grain: one article of a recode that is still to be coded anew, whole; the first few after one.
SELECT article.*
FROM recode_article
JOIN article ON article.id = recode_article.article_id
JOIN coding ON coding.article_id = article.id
WHERE recode_article.recode_id = $recode AND coding.coder <> $coder AND article.id > $after
ORDER BY article.id
LIMIT $most;
