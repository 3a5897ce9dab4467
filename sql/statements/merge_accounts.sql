-- Grain: one report of those asked for, as it was told when last merged.
SELECT report_id, article_id, account_id, block_keys, anchor_day
FROM report_account
WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]));
