-- Grain: one report of an article that changed since the last merge, or of a party that is found
-- to be another, or of whom more or less is known that the article left out.
SELECT id FROM report WHERE article_id IN (SELECT article_id FROM pending_merge)
UNION
SELECT report_party.report_id
FROM report_party
JOIN identity ON identity.party_id = report_party.party_id
WHERE
    identity.pending = 'identity'
    OR (
        identity.pending = 'memory'
        AND (report_party.country IS NULL OR len(report_party.sectors) = 0)
    );
