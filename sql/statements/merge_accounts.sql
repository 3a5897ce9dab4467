-- Grain: one report of those asked for, as it was told when last merged.
-- $days are those on which they are told.
SELECT report_id, article_id, account_id, block_keys, anchor_day
FROM report_account
WHERE
    told_on IN (SELECT unnest($days::JSON::DATE[]))
    AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]));
