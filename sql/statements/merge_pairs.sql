-- Grain: one pair of accounts with at least one of those asked for.
-- By way of the row's number, each side on its own: DuckDB then reads only the rows it finds.
SELECT score, account_id, other_id, reason, hosting
FROM account_pair
WHERE rowid IN (
    SELECT rowid
    FROM account_pair
    WHERE account_id IN (SELECT unnest($accounts::JSON::VARCHAR[]))
    UNION ALL
    SELECT rowid
    FROM account_pair
    WHERE other_id IN (SELECT unnest($accounts::JSON::VARCHAR[]))
);
