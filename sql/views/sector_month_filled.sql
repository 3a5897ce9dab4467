-- Grain: one sector of one acting country and one month of the data, without gaps.
CREATE OR REPLACE VIEW sector_month_filled AS
-- Each stands in every month from the first dated event of the data to the last. A month without
-- events counts zero and has no mean score; articles tells how many were published in it.
WITH every_month AS (
    FROM sector_month
    UNION ALL BY NAME
    SELECT found.*, covered_month.month
    FROM (SELECT DISTINCT country, sector FROM sector_event) AS found
    CROSS JOIN covered_month
)

SELECT
    every_month.country,
    every_month.sector,
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
