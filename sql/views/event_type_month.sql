-- Grain: one event type and one month.
CREATE OR REPLACE VIEW event_type_month AS
SELECT
    event_type,
    month,
    count(*) AS events,
    sum(n_reports)::BIGINT AS reports,
    list(id ORDER BY id) AS event_ids
FROM dated_event
GROUP BY ALL;
