-- Grain: one recode that is not complete and that some of its articles still wait for, not all;
-- with the command that goes on with it, the oldest first. An article that says something else
-- since the recode began has the coding of its new text.
SELECT
    recode.id,
    recode.began_at,
    concat_ws(
        ' ', 'communique recode', '--since ' || recode.since, '--until ' || recode.until
    ) AS command,
    count(*) AS articles,
    count(*) FILTER (coding.coder = recode_article.coder) AS "left"
FROM recode
JOIN recode_article ON recode_article.recode_id = recode.id
JOIN article
    ON article.id = recode_article.article_id AND article.text_hash = recode_article.text_hash
JOIN coding ON coding.article_id = article.id
WHERE recode.completed_at IS NULL
GROUP BY recode.id, recode.began_at, recode.since, recode.until
HAVING "left" BETWEEN 1 AND articles - 1
ORDER BY recode.began_at, recode.id;
