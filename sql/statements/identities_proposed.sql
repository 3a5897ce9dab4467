-- Grain: two parties, one of them of those asked for, that share a key which is not too many
-- parties' key, and are not of different countries.
-- The last two bits of a key are 0 where all that share it may be one; else 2 for full names and 3
-- for bare surnames, of which each may be one of the other kind.
WITH asked AS (
    SELECT party_id, country, block_key >> 2 AS key, block_key & 3 AS side
    FROM (
        SELECT party_id, country, unnest(block_keys) AS block_key
        FROM identity
        WHERE party_id IN (SELECT unnest($parties::JSON::VARCHAR[]))
    )
),
sharing AS MATERIALIZED (
    SELECT party_id, country, block_key >> 2 AS key, block_key & 3 AS side
    FROM (SELECT party_id, country, unnest(block_keys) AS block_key FROM identity)
    WHERE block_key >> 2 IN (SELECT key FROM asked)
),
telling AS (
    SELECT key FROM sharing GROUP BY key HAVING count(*) BETWEEN 2 AND $crowd
)
SELECT DISTINCT
    least(asked.party_id, sharing.party_id) AS party_id,
    greatest(asked.party_id, sharing.party_id) AS other_id
FROM asked
JOIN telling ON telling.key = asked.key
JOIN sharing
    ON sharing.key = telling.key
    AND sharing.party_id != asked.party_id
    AND (asked.side = 0 OR asked.side != sharing.side)
    AND coalesce(asked.country = sharing.country, TRUE)
ORDER BY ALL;
