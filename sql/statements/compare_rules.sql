-- Grain: one rule of counting, with what it counts of the dyads and months asked for; beside each
-- number how far it is from that of events, in per cent.
-- Mean scores are of a dyad's months as the view rounds them, weighed by what was counted.
WITH ruled AS (
    SELECT
        rule,
        sum(counted)::BIGINT AS counted,
        sum(verbal_cooperation)::BIGINT AS verbal_cooperation,
        sum(material_cooperation)::BIGINT AS material_cooperation,
        sum(verbal_conflict)::BIGINT AS verbal_conflict,
        sum(material_conflict)::BIGINT AS material_conflict,
        (sum(verbal_conflict) + sum(material_conflict)) / sum(counted) AS conflict_share,
        sum(mean_score * counted) / (sum(counted) FILTER (mean_score IS NOT NULL)) AS mean_score
    FROM dyad_month_by_rule
    WHERE
        ($actor IS NULL OR actor_country = $actor)
        AND ($recipient IS NULL OR recipient_country = $recipient)
        AND ($since IS NULL OR month >= $since::DATE)
        AND ($until IS NULL OR month < $until::DATE)
    GROUP BY rule
)

SELECT
    ruled.rule,
    ruled.counted,
    round(100 * (ruled.counted / nullif(events.counted, 0) - 1), 1) AS counted_moves,
    ruled.verbal_cooperation,
    round(100 * (ruled.verbal_cooperation / nullif(events.verbal_cooperation, 0) - 1), 1)
        AS verbal_cooperation_moves,
    ruled.material_cooperation,
    round(100 * (ruled.material_cooperation / nullif(events.material_cooperation, 0) - 1), 1)
        AS material_cooperation_moves,
    ruled.verbal_conflict,
    round(100 * (ruled.verbal_conflict / nullif(events.verbal_conflict, 0) - 1), 1)
        AS verbal_conflict_moves,
    ruled.material_conflict,
    round(100 * (ruled.material_conflict / nullif(events.material_conflict, 0) - 1), 1)
        AS material_conflict_moves,
    round(ruled.conflict_share, 3) AS conflict_share,
    round(100 * (ruled.conflict_share / nullif(events.conflict_share, 0) - 1), 1)
        AS conflict_share_moves,
    round(ruled.mean_score, 2) AS mean_score,
    round(100 * (ruled.mean_score - events.mean_score) / nullif(abs(events.mean_score), 0), 1)
        AS mean_score_moves
FROM ruled
LEFT JOIN ruled AS events ON events.rule = 'events'
ORDER BY list_position(['events', 'one a day', 'reports'], ruled.rule);
