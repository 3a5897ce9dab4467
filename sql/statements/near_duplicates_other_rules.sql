-- Grain: one row if any article was looked at by other rules, or never, or is gone.
SELECT 1
WHERE
    EXISTS (FROM article_sketch WHERE method <> ?)
    OR (SELECT count(*) FROM article_sketch) + (
        SELECT count(*)
        FROM pending_link
        ANTI JOIN article_sketch ON article_sketch.article_id = pending_link.article_id
    ) <> (SELECT count(*) FROM article);
