-- Grain: one account that some reports are part of.
SELECT DISTINCT account_id
FROM report_account
WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]));
