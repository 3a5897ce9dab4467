-- Grain: one report of the accounts asked for, with its day, and that near which others may tell of
-- the same; none where its time is not known.
-- By way of the row's number DuckDB goes through all accounts, but reads only the rows it finds.
SELECT account_id, report_id, told_on, anchor_day
FROM report_account
WHERE rowid IN (
    SELECT rowid FROM report_account WHERE account_id IN (SELECT unnest(?::JSON::VARCHAR[]))
);
