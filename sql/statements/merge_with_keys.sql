-- Grain: one account that has one of some keys.
SELECT DISTINCT account_id
FROM (SELECT account_id, unnest(block_keys) AS block_key FROM report_account)
WHERE block_key IN (SELECT unnest(?::JSON::UINTEGER[]));
