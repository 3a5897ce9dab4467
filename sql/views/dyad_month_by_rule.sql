-- Grain: one rule of counting, one ordered pair of countries and one month.
CREATE OR REPLACE VIEW dyad_month_by_rule AS
-- Rules: reports counts every telling; one a day counts once what reports of one day (or the week
-- or month that is all they say), type and dyad tell; events counts what was merged, as dyad_month
-- does.
WITH once_a_day AS (
    SELECT
        actor_country,
        recipient_country,
        month,
        mode(quad_class ORDER BY quad_class) AS quad_class,
        avg(plover_score) AS plover_score,
        list(event_id) AS event_ids
    FROM dyad_report
    GROUP BY actor_country, recipient_country, month, event_date, date_precision, event_type
),

ruled AS (
    SELECT
        'reports' AS rule,
        actor_country, recipient_country, month, quad_class, plover_score,
        [event_id] AS event_ids
    FROM dyad_report
    UNION ALL BY NAME
    SELECT 'one a day' AS rule, * FROM once_a_day
    UNION ALL BY NAME
    SELECT
        'events' AS rule,
        actor_country, recipient_country, month, quad_class, plover_score,
        [event_id] AS event_ids
    FROM dyad_event
)

SELECT
    rule, actor_country, recipient_country, month,
    count(*) AS counted,
    count(*) FILTER (quad_class = 1) AS verbal_cooperation,
    count(*) FILTER (quad_class = 2) AS material_cooperation,
    count(*) FILTER (quad_class = 3) AS verbal_conflict,
    count(*) FILTER (quad_class = 4) AS material_conflict,
    round(avg(plover_score), 2) AS mean_score,
    list_sort(list_distinct(flatten(list(event_ids)))) AS event_ids
FROM ruled
GROUP BY ALL;
