-- Grain: one name that one of the articles asked for tells, as written.
WITH asked AS (
    SELECT unnest(?::JSON::VARCHAR[]) AS id
)

SELECT DISTINCT
    article.id,
    substr(
        article."text", mention.mention_start + 1, mention.mention_end - mention.mention_start
    ) AS name
FROM article
JOIN mention ON mention.article_id = article.id
WHERE
    article.rowid IN (SELECT rowid FROM article WHERE id IN (SELECT id FROM asked))
    AND mention.article_id IN (SELECT id FROM asked)
    AND mention.label IN ('PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP', 'EVENT');
