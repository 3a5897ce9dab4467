-- Grain: one rule of counting other than events, with how it ranks the dyads that have most events,
-- and the dyad of all whose share of what is counted is furthest from its share of events.
-- `rank_correlation` is Spearman's: the correlation of ranks, equal counts sharing their mean rank;
-- NULL where either rule ranks all dyads alike.
WITH asked AS (
    SELECT rule, actor_country, recipient_country, sum(counted) AS counted
    FROM dyad_month_by_rule
    WHERE
        ($actor IS NULL OR actor_country = $actor)
        AND ($recipient IS NULL OR recipient_country = $recipient)
        AND ($since IS NULL OR month >= $since::DATE)
        AND ($until IS NULL OR month < $until::DATE)
    GROUP BY rule, actor_country, recipient_country
),

dyad AS (
    SELECT DISTINCT actor_country, recipient_country
    FROM asked
),

paired AS (
    SELECT
        other.rule,
        dyad.actor_country,
        dyad.recipient_country,
        coalesce(ruled.counted, 0) AS counted,
        coalesce(events.counted, 0) AS events,
        100 * coalesce(ruled.counted, 0) / sum(ruled.counted) OVER (PARTITION BY other.rule)
            AS share,
        100 * coalesce(events.counted, 0) / sum(events.counted) OVER (PARTITION BY other.rule)
            AS share_of_events
    FROM dyad
    CROSS JOIN (VALUES ('one a day'), ('reports')) AS other(rule)
    LEFT JOIN asked AS ruled
        ON ruled.rule = other.rule
        AND ruled.actor_country = dyad.actor_country
        AND ruled.recipient_country = dyad.recipient_country
    LEFT JOIN asked AS events
        ON events.rule = 'events'
        AND events.actor_country = dyad.actor_country
        AND events.recipient_country = dyad.recipient_country
),

top AS (
    SELECT rule, counted, events
    FROM paired
    QUALIFY row_number() OVER (
        PARTITION BY rule ORDER BY events DESC, actor_country, recipient_country
    ) <= $top
),

ranked AS (
    SELECT
        rule,
        rank() OVER (PARTITION BY rule ORDER BY counted)
            + (count(*) OVER (PARTITION BY rule, counted) - 1) / 2 AS rank_counted,
        rank() OVER (PARTITION BY rule ORDER BY events)
            + (count(*) OVER (PARTITION BY rule, events) - 1) / 2 AS rank_events
    FROM top
),

ranking AS (
    SELECT
        rule,
        count(*) AS dyads,
        CASE
            WHEN stddev_pop(rank_counted) > 0 AND stddev_pop(rank_events) > 0
            THEN round(corr(rank_counted, rank_events), 3)
        END AS rank_correlation
    FROM ranked
    GROUP BY rule
),

moved AS (
    SELECT *
    FROM paired
    QUALIFY row_number() OVER (
        PARTITION BY rule
        ORDER BY abs(share - share_of_events) DESC NULLS LAST, actor_country, recipient_country
    ) = 1
)

SELECT
    ranking.rule,
    ranking.dyads,
    ranking.rank_correlation,
    moved.actor_country,
    moved.recipient_country,
    round(moved.share, 1) AS share,
    round(moved.share_of_events, 1) AS share_of_events
FROM ranking
JOIN moved ON moved.rule = ranking.rule
ORDER BY ranking.rule;
