-- Grain: one replaced version of one article, with what replaced it.
CREATE OR REPLACE VIEW corrections AS
-- Lengths are in characters. Cause: page where the outlet changed it, cleaning where only we did.
WITH every_version AS (
    SELECT id, version, title, "text" FROM article_version
    UNION ALL
    SELECT id, version, title, "text" FROM article
)

SELECT
    article.id AS article_id,
    article.url,
    article.outlet,
    before.version,
    before.title AS old_title,
    after.title AS new_title,
    length(before."text") AS old_length,
    length(after."text") AS new_length,
    before.cause,
    before.replaced_at
FROM article_version AS before
JOIN every_version AS after ON after.id = before.id AND after.version = before.version + 1
JOIN article ON article.id = before.id;
