-- Grain: one report of an article that changed since the last merge, or of a party that is found
-- to be another, or of whom more or less is known that the article left out; with its day.
WITH pending AS (
    SELECT article.id, coalesce(article.published_on, DATE '1970-01-01') AS told_on
    FROM article
    WHERE article.id IN (SELECT article_id FROM pending_merge)
)

SELECT id, told_on
FROM report
WHERE told_on IN (SELECT told_on FROM pending) AND article_id IN (SELECT id FROM pending)
UNION
SELECT report_party.report_id, report_party.told_on
FROM report_party
JOIN identity ON identity.party_id = report_party.party_id
WHERE
    identity.pending = 'identity'
    OR (
        identity.pending = 'memory'
        AND (report_party.country IS NULL OR len(report_party.sectors) = 0)
    );
