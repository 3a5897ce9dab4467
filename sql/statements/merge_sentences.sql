-- Grain: one report of those asked for, with its sentence.
-- $days are those on which they are told. By way of the row's number DuckDB reads only the texts
-- between the first and the last of them.
WITH asked AS (
    SELECT id, article_id, sentence_start, sentence_end
    FROM report
    WHERE
        told_on IN (SELECT unnest($days::JSON::DATE[]))
        AND id IN (SELECT unnest($reports::JSON::VARCHAR[]))
)

SELECT
    asked.id,
    substr(article."text", asked.sentence_start + 1, asked.sentence_end - asked.sentence_start)
FROM article
JOIN asked ON asked.article_id = article.id
WHERE article.rowid IN (
    SELECT rowid FROM article WHERE id IN (SELECT article_id FROM asked)
);
