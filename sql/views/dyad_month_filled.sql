-- Grain: one ordered pair of countries (actor, recipient) and one month of the data, without gaps.
CREATE OR REPLACE VIEW dyad_month_filled AS
-- Each stands in every month from the first dated event of the data to the last. A month without
-- events counts zero and has no mean score; articles tells how many were published in it.
WITH every_month AS (
    FROM dyad_month
    UNION ALL BY NAME
    SELECT found.*, covered_month.month
    FROM (SELECT DISTINCT actor_country, recipient_country FROM dyad_event) AS found
    CROSS JOIN covered_month
)

SELECT
    every_month.actor_country,
    every_month.recipient_country,
    every_month.month,
    coalesce(any_value(every_month.events), 0) AS events,
    coalesce(any_value(every_month.reports), 0) AS reports,
    coalesce(any_value(every_month.verbal_cooperation), 0) AS verbal_cooperation,
    coalesce(any_value(every_month.material_cooperation), 0) AS material_cooperation,
    coalesce(any_value(every_month.verbal_conflict), 0) AS verbal_conflict,
    coalesce(any_value(every_month.material_conflict), 0) AS material_conflict,
    any_value(every_month.mean_score) AS mean_score,
    coalesce(any_value(every_month.outlets), 0) AS outlets,
    coalesce(any_value(every_month.event_ids), []) AS event_ids,
    covered_month.articles
FROM every_month
JOIN covered_month ON covered_month.month = every_month.month
GROUP BY ALL;
