-- Grain: one event, or one report with the event that it tells of, whose id begins with some
-- letters.
SELECT id, id AS event_id, NULL AS report_id, realis
FROM event
WHERE starts_with(id, $called)
UNION ALL BY NAME
SELECT report.id, event_report.event_id, report.id AS report_id, report.realis
FROM report
LEFT JOIN event_report ON event_report.report_id = report.id
WHERE starts_with(report.id, $called)
ORDER BY id;
