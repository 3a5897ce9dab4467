-- Grain: every count of the reports of some articles.
DELETE FROM report_count
WHERE report_id IN (
    SELECT id FROM report WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]))
);
