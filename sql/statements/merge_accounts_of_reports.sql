-- Grain: one account that some reports are part of.
-- $days are those on which they are told.
SELECT DISTINCT account_id
FROM report_account
WHERE
    told_on IN (SELECT unnest($days::JSON::DATE[]))
    AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]));
