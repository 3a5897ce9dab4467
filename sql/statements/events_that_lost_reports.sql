-- Grain: one event with a report that is gone or among those asked for.
SELECT DISTINCT event_report.event_id
FROM event_report
LEFT JOIN report ON report.id = event_report.report_id
WHERE report.id IS NULL OR report.id IN (SELECT unnest(?::JSON::VARCHAR[]));
