-- Must return no row. Grain: a link between an event and a report of which one is gone.
SELECT event_id, report_id
FROM event_report
WHERE event_id NOT IN (SELECT id FROM event) OR report_id NOT IN (SELECT id FROM report);
