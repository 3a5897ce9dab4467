-- Grain: one article that is new or changed since copies of it were looked for.
SELECT article_id FROM pending_link ORDER BY article_id;
