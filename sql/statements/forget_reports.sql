-- Grain: one report of some articles, about to be deleted, for the next merge to undo.
INSERT INTO pending_report BY NAME
SELECT id AS report_id, told_on
FROM report
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]))
EXCEPT
FROM pending_report;
