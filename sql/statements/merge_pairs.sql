-- Grain: one pair of accounts with at least one of those asked for.
SELECT score, account_id, other_id, reason, hosting
FROM account_pair
WHERE
    account_id IN (SELECT unnest($accounts::JSON::VARCHAR[]))
    OR other_id IN (SELECT unnest($accounts::JSON::VARCHAR[]));
