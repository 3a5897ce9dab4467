-- Grain: one actor and one month from its own first to its own last, without gaps.
CREATE OR REPLACE VIEW actor_month_filled AS
-- A month without events counts zero and has no mean score; articles tells how many were published
-- in it. For months before and after, which are many times more, join covered_month.
WITH every_month AS (
    FROM actor_month
    UNION ALL BY NAME
    SELECT
        party_id, party, kind, country,
        unnest(generate_series(min(month), max(month), INTERVAL 1 MONTH))::DATE AS month
    FROM party_event
    GROUP BY party_id, party, kind, country
)

SELECT
    every_month.party_id,
    every_month.party,
    every_month.kind,
    every_month.country,
    every_month.month,
    coalesce(any_value(every_month.events), 0) AS events,
    coalesce(any_value(every_month.reports), 0) AS reports,
    coalesce(any_value(every_month.verbal_cooperation), 0) AS verbal_cooperation,
    coalesce(any_value(every_month.material_cooperation), 0) AS material_cooperation,
    coalesce(any_value(every_month.verbal_conflict), 0) AS verbal_conflict,
    coalesce(any_value(every_month.material_conflict), 0) AS material_conflict,
    any_value(every_month.mean_score) AS mean_score,
    any_value(every_month.top_recipient) AS top_recipient,
    coalesce(any_value(every_month.outlets), 0) AS outlets,
    coalesce(any_value(every_month.event_ids), []) AS event_ids,
    covered_month.articles
FROM every_month
JOIN covered_month ON covered_month.month = every_month.month
GROUP BY ALL;
