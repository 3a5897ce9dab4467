-- Grain: two accounts, one of them of those asked for, that share a key and were near in time, or
-- of one of them the time is not known.
-- A key that too many accounts have within some days proposes nothing among these; and to those
-- without a time, nothing if too many have it in all.
-- $earliest and $latest are 2 * $days before the first and after the last day of those asked for.
WITH near AS (  -- one by one, for DuckDB to leave out what lies on other days
    SELECT account_id, anchor_day, block_keys
    FROM report_account
    WHERE anchor_day IS NULL
    UNION ALL
    SELECT account_id, anchor_day, block_keys
    FROM report_account
    WHERE anchor_day BETWEEN $earliest AND $latest
),

asked AS (
    SELECT DISTINCT account_id, anchor_day, unnest(block_keys) AS block_key
    FROM near
    WHERE account_id IN (SELECT unnest($accounts::JSON::VARCHAR[]))
),

sharing AS MATERIALIZED (
    SELECT DISTINCT
        account_id,
        anchor_day,
        datediff('day', DATE '1970-01-01', anchor_day) // $days AS span,
        block_key
    FROM (SELECT account_id, anchor_day, unnest(block_keys) AS block_key FROM near)
    WHERE block_key IN (SELECT block_key FROM asked)
),

crowd AS (
    SELECT block_key, span
    FROM sharing
    WHERE span IS NOT NULL
    GROUP BY block_key, span
    HAVING count(DISTINCT account_id) > $crowd
),

crowd_in_all AS (
    SELECT block_key
    FROM (SELECT account_id, unnest(block_keys) AS block_key FROM report_account)
    WHERE block_key IN (SELECT block_key FROM sharing WHERE anchor_day IS NULL)
    GROUP BY block_key
    HAVING count(DISTINCT account_id) > $crowd
),

telling AS (
    SELECT sharing.account_id, sharing.anchor_day, sharing.block_key
    FROM sharing
    ANTI JOIN crowd ON crowd.block_key = sharing.block_key AND crowd.span = sharing.span
)

SELECT DISTINCT
    least(asked.account_id, other.account_id) AS account_id,
    greatest(asked.account_id, other.account_id) AS other_id
FROM asked
JOIN telling AS one
    ON one.account_id = asked.account_id AND one.block_key = asked.block_key
JOIN telling AS other
    ON other.block_key = asked.block_key AND other.account_id <> asked.account_id
WHERE
    abs(one.anchor_day - other.anchor_day) <= $days
    OR (
        (one.anchor_day IS NULL OR other.anchor_day IS NULL)
        AND asked.block_key NOT IN (SELECT block_key FROM crowd_in_all)
    )
ORDER BY ALL;
