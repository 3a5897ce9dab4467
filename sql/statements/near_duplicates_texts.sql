-- Grain: one stored article of those asked for, with its day and its text.
-- By way of the row's number DuckDB reads only the texts between the first and the last of them;
-- new articles lie together.
SELECT id, text_hash, coalesce(published_on, published_at::DATE) AS day, "text"
FROM article
WHERE rowid IN (
    SELECT rowid FROM article WHERE id IN (SELECT unnest(?::JSON::VARCHAR[]))
);
