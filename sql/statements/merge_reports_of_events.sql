-- Grain: one report that some events rest on.
SELECT report_id FROM event_report WHERE event_id IN (SELECT unnest(?::JSON::VARCHAR[]));
