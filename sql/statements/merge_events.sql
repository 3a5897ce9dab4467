-- Grain: one event that rests on some of the reports asked for, there or gone.
-- $days are those on which they are told.
SELECT DISTINCT event_id
FROM event_report
WHERE
    told_on IN (SELECT unnest($days::JSON::DATE[]))
    AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]));
