-- Grain: one site of which one run tried addresses, and what became of them in the days before.
WITH runs AS (
    SELECT run.id, run.id = this.id AS is_this
    FROM run
    JOIN run AS this ON this.id = $run
    WHERE
        run.started_at BETWEEN this.started_at - to_days($days::INTEGER) AND this.started_at
        AND run.kind = this.kind
),

-- What has not changed was read before, and says nothing of what can be read.
tried AS (
    SELECT
        regexp_extract(lower(fetch_log.url), '^https?://(?:www\.)?([^/?#]+)', 1) AS site,
        runs.is_this,
        fetch_log.outcome = 'rejected' AS is_lost,
        fetch_log.reason
    FROM fetch_log
    JOIN runs ON runs.id = fetch_log.run_id
    WHERE fetch_log.outcome <> 'unchanged'
),

reasons AS (
    SELECT site, string_agg(reason || ' ' || losses, ', ' ORDER BY losses DESC, reason) AS reasons
    FROM (
        SELECT site, reason, count(*) AS losses
        FROM tried
        WHERE is_this AND is_lost
        GROUP BY ALL
    )
    GROUP BY site
)

SELECT
    tried.site,
    count(*) FILTER (WHERE tried.is_this) AS tried,
    count(*) FILTER (WHERE tried.is_this AND tried.is_lost) AS lost,
    count(*) FILTER (WHERE NOT tried.is_this) AS tried_before,
    count(*) FILTER (WHERE NOT tried.is_this AND tried.is_lost) AS lost_before,
    reasons.reasons
FROM tried
JOIN reasons ON reasons.site = tried.site
GROUP BY ALL
ORDER BY tried.site;
