-- Grain: one recode: how many articles it has, and how many are still to be coded anew.
SELECT
    count(*) AS articles,
    count(*) FILTER (coding.coder <> $coder) AS "left"
FROM recode_article
JOIN coding ON coding.article_id = recode_article.article_id
WHERE recode_article.recode_id = $recode;
