-- Must return no row. Grain: a page address of an article that is missing.
SELECT article_id, url FROM article_page WHERE article_id NOT IN (SELECT id FROM article);
