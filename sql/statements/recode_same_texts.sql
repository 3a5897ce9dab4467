-- Grain: one article of a recode whose text is what it was when the recode began.
SELECT article.id
FROM recode_article
JOIN article
    ON article.id = recode_article.article_id AND article.text_hash = recode_article.text_hash
WHERE recode_article.recode_id = ?
ORDER BY article.id;
