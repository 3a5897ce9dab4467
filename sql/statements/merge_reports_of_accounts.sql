-- Grain: one report of the accounts asked for.
SELECT report_id, account_id
FROM report_account
WHERE account_id IN (SELECT unnest(?::JSON::VARCHAR[]));
