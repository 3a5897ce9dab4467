-- Grain: one report that some events rest on, with its day.
SELECT report_id, told_on
FROM event_report
WHERE event_id IN (SELECT unnest(?::JSON::VARCHAR[]));
