-- Grain: one key of those asked for within one span of days, or in all, with how many accounts
-- have it.
SELECT block_key, grouping(span) = 1 AS in_all, span, count(DISTINCT account_id) AS accounts
FROM (
    SELECT
        account_id,
        datediff('day', DATE '1970-01-01', anchor_day) // $days AS span,
        unnest(block_keys) AS block_key
    FROM report_account
)
WHERE block_key IN (SELECT unnest($keys::JSON::UINTEGER[]))
GROUP BY GROUPING SETS ((block_key, span), (block_key));
