-- Grain: one report of an account, with the keys under which the account looks for others and the day
-- near which these tell of the same; none where its time is not known.
SELECT account_id AS id, anchor_day AS day, block_keys AS keys FROM report_account;
