-- Grain: one article of some days of publication that another coder coded and that a recode does
-- not have yet. An undated article is of no day, so only of open days.
SELECT
    $recode AS recode_id,
    article.id AS article_id,
    article.text_hash,
    coding.coder
FROM article
JOIN coding ON coding.article_id = article.id
WHERE
    coding.coder <> $coder
    AND ($since::DATE IS NULL OR article.published_on >= $since::DATE)
    AND ($until::DATE IS NULL OR article.published_on < $until::DATE)
    AND article.id NOT IN (SELECT article_id FROM recode_article WHERE recode_id = $recode)
ORDER BY article.id;
