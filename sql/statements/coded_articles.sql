-- Grain: one stored article of those asked for.
SELECT article.id, article.text_hash, coding.coder
FROM article
JOIN coding ON coding.article_id = article.id
WHERE article.id IN (SELECT unnest(?::JSON::VARCHAR[]));
