-- Grain: one ordered pair of countries (actor, recipient) and one month.
CREATE OR REPLACE VIEW dyad_month AS
WITH counted AS (
    SELECT
        actor_country, recipient_country, month,
        count(*) AS events,
        sum(n_reports)::BIGINT AS reports,
        count(*) FILTER (quad_class = 1) AS verbal_cooperation,
        count(*) FILTER (quad_class = 2) AS material_cooperation,
        count(*) FILTER (quad_class = 3) AS verbal_conflict,
        count(*) FILTER (quad_class = 4) AS material_conflict,
        round(avg(plover_score), 2) AS mean_score,
        list(event_id ORDER BY event_id) AS event_ids
    FROM dyad_event
    GROUP BY ALL
),

outlets AS (
    SELECT
        of_event.actor_country, of_event.recipient_country, of_event.month,
        count(DISTINCT event_outlet.outlet) AS outlets
    FROM dyad_event AS of_event
    JOIN event_outlet ON event_outlet.event_id = of_event.event_id
    GROUP BY ALL
)

SELECT
    counted.* EXCLUDE (event_ids),
    outlets.outlets,
    counted.event_ids
FROM counted
JOIN outlets ON outlets.actor_country IS NOT DISTINCT FROM counted.actor_country AND outlets.recipient_country IS NOT DISTINCT FROM counted.recipient_country AND outlets.month IS NOT DISTINCT FROM counted.month;
