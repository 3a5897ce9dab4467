-- Grain: one month in which the mean score of a rule of counting has another sign than that of
-- events, over the dyads asked for.
WITH scored AS (
    SELECT
        month,
        rule,
        round(sum(mean_score * counted) / (sum(counted) FILTER (mean_score IS NOT NULL)), 2)
            AS mean_score
    FROM dyad_month_by_rule
    WHERE
        ($actor IS NULL OR actor_country = $actor)
        AND ($recipient IS NULL OR recipient_country = $recipient)
        AND ($since IS NULL OR month >= $since::DATE)
        AND ($until IS NULL OR month < $until::DATE)
    GROUP BY month, rule
)

SELECT scored.month, scored.rule, scored.mean_score, events.mean_score AS mean_score_of_events
FROM scored
JOIN scored AS events ON events.month = scored.month AND events.rule = 'events'
WHERE sign(scored.mean_score) <> sign(events.mean_score)
ORDER BY scored.month, scored.rule;
