-- Grain: one actor and one month.
CREATE OR REPLACE VIEW actor_month AS
-- `event_ids` are the drill-down: join them to event_evidence for the sentences.
WITH counted AS (
    SELECT
        party_id, party, kind, country, month,
        count(*) AS events,
        sum(n_reports)::BIGINT AS reports,
        count(*) FILTER (quad_class = 1) AS verbal_cooperation,
        count(*) FILTER (quad_class = 2) AS material_cooperation,
        count(*) FILTER (quad_class = 3) AS verbal_conflict,
        count(*) FILTER (quad_class = 4) AS material_conflict,
        round(avg(plover_score), 2) AS mean_score,
        mode(recipient_country ORDER BY recipient_country) AS top_recipient,
        list(event_id ORDER BY event_id) AS event_ids
    FROM party_event
    GROUP BY ALL
),

outlets AS (
    SELECT
        of_event.party_id, of_event.party, of_event.kind, of_event.country, of_event.month,
        count(DISTINCT event_outlet.outlet) AS outlets
    FROM party_event AS of_event
    JOIN event_outlet ON event_outlet.event_id = of_event.event_id
    GROUP BY ALL
)

SELECT
    counted.* EXCLUDE (event_ids),
    outlets.outlets,
    counted.event_ids
FROM counted
JOIN outlets ON outlets.party_id IS NOT DISTINCT FROM counted.party_id AND outlets.party IS NOT DISTINCT FROM counted.party AND outlets.kind IS NOT DISTINCT FROM counted.kind AND outlets.country IS NOT DISTINCT FROM counted.country AND outlets.month IS NOT DISTINCT FROM counted.month;
