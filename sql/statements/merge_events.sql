-- Grain: one event that rests on some of the reports asked for, there or gone.
SELECT DISTINCT event_id
FROM event_report
WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]));
