-- Grain: one actor and one month.
CREATE OR REPLACE VIEW actor_month AS
-- `event_ids` are the drill-down: join them to event_evidence for the sentences. Events and
-- outlets are counted in one grouping: a filter on an actor or a month then reaches both, and
-- one actor does not wait for all the others.
WITH counted AS (
    SELECT
        party_id, party, kind, country, month,
        event_id, n_reports, quad_class, plover_score, recipient_country
    FROM party_event
    UNION ALL BY NAME
    SELECT
        of_event.party_id, of_event.party, of_event.kind, of_event.country, of_event.month,
        report_outlet.outlet
    FROM party_event AS of_event
    JOIN report_outlet ON report_outlet.event_id = of_event.event_id
)

SELECT
    party_id, party, kind, country, month,
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
