-- Grain: the first and the last day on which an account may be near one of those asked for, and
-- within the span of days of one that is; every day where one of them has no time.
SELECT
    if(bool_or(anchor_day IS NULL), DATE '0001-01-01', min(anchor_day) - 2 * $days::INTEGER),
    if(bool_or(anchor_day IS NULL), DATE '9999-12-31', max(anchor_day) + 2 * $days::INTEGER)
FROM report_account
WHERE account_id IN (SELECT unnest($accounts::JSON::VARCHAR[]));
