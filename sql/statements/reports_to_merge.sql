-- Grain: one report of an article that changed since the last merge.
SELECT id FROM report WHERE article_id IN (SELECT article_id FROM pending_merge);
