-- Grain: one name that one of the articles asked for tells, as written.
WITH told AS (
    SELECT id, coalesce(published_on, DATE '1970-01-01') AS told_on, "text"
    FROM article
    WHERE rowid IN (
        SELECT rowid FROM article WHERE id IN (SELECT unnest(?::JSON::VARCHAR[]))
    )
),

near AS (
    SELECT *
    FROM mention
    WHERE told_on IN (SELECT told_on FROM told) AND article_id IN (SELECT id FROM told)
)

SELECT DISTINCT
    told.id,
    substr(told."text", near.mention_start + 1, near.mention_end - near.mention_start) AS name
FROM told
JOIN near ON near.article_id = told.id
WHERE near.label IN ('PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP', 'EVENT');
