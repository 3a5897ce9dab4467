-- Grain: one key of those asked for within one span of days, or in all, with how many accounts
-- have it. Only spans of some days are looked at, and in all only keys of accounts without a time:
-- no other number decides anything.
WITH asked AS (
    SELECT unnest($keys::JSON::UINTEGER[]) AS block_key
),

near AS (
    SELECT account_id, anchor_day, unnest(block_keys) AS block_key
    FROM report_account
    WHERE anchor_day IN (SELECT unnest($near::JSON::DATE[]))
),

asked_in_all AS MATERIALIZED (  -- lest DuckDB hold all keys there are against those of the undated
    SELECT DISTINCT block_key
    FROM (SELECT unnest(block_keys) AS block_key FROM report_account WHERE anchor_day IS NULL)
    WHERE block_key IN (FROM asked)
)

SELECT
    block_key,
    FALSE AS in_all,
    datediff('day', DATE '1970-01-01', anchor_day) // $days AS span,
    count(DISTINCT account_id) AS accounts
FROM near
WHERE block_key IN (FROM asked)
GROUP BY ALL
UNION ALL
SELECT block_key, TRUE, NULL, count(DISTINCT account_id)
FROM (SELECT account_id, unnest(block_keys) AS block_key FROM report_account)
WHERE block_key IN (FROM asked_in_all)
GROUP BY block_key;
