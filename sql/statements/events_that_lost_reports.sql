-- Grain: one event with a report that is gone.
SELECT DISTINCT event_report.event_id
FROM event_report
LEFT JOIN report ON report.id = event_report.report_id
LEFT JOIN pending_merge ON pending_merge.article_id = report.article_id
WHERE report.id IS NULL OR pending_merge.article_id IS NOT NULL;
