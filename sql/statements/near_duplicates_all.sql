-- Grain: one article, there or gone, whose copies were ever looked for or never.
SELECT id FROM article
UNION
SELECT article_id FROM article_sketch;
