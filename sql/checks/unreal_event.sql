-- Must return no row. Grain: a negated or hypothetical report that an event rests on.
SELECT event_report.report_id
FROM event_report
JOIN report ON report.id = event_report.report_id
WHERE report.realis IN ('negated', 'hypothetical');
