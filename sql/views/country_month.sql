-- Grain: one acting country and one month.
CREATE OR REPLACE VIEW country_month AS
-- Events and outlets are counted in one grouping: a filter on a key then reaches both.
WITH counted AS (
    SELECT
        country, month,
        event_id, n_reports, quad_class, plover_score, recipient_country
    FROM country_event
    UNION ALL BY NAME
    SELECT
        of_event.country, of_event.month,
        report_outlet.outlet
    FROM country_event AS of_event
    JOIN report_outlet ON report_outlet.event_id = of_event.event_id
)

SELECT
    country, month,
    count(event_id) AS events,
    sum(n_reports)::BIGINT AS reports,
    count(*) FILTER (quad_class = 1) AS verbal_cooperation,
    count(*) FILTER (quad_class = 2) AS material_cooperation,
    count(*) FILTER (quad_class = 3) AS verbal_conflict,
    count(*) FILTER (quad_class = 4) AS material_conflict,
    round(avg(plover_score), 2) AS mean_score,
    mode(recipient_country ORDER BY recipient_country) AS top_recipient,
    count(DISTINCT outlet) AS outlets,
    list(event_id ORDER BY event_id) FILTER (event_id IS NOT NULL) AS event_ids
FROM counted
GROUP BY ALL;
