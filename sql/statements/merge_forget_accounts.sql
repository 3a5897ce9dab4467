-- Grain: one report of those asked for.
-- $days are those on which they are told.
DELETE FROM report_account
WHERE
    told_on IN (SELECT unnest($days::JSON::DATE[]))
    AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]));
