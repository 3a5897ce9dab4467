-- Grain: one dated event, the latest first, with its surest sentence.
CREATE OR REPLACE VIEW latest_events AS
SELECT
    dated_event.event_date,
    dated_event.event_type,
    best.actors,
    best.recipients,
    best.place,
    dated_event.n_reports,
    dated_event.n_outlets,
    best.sentence,
    best.url,
    dated_event.id AS event_id
FROM dated_event
JOIN (
    SELECT *
    FROM event_evidence
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY confidence DESC, report_id) = 1
) AS best ON best.event_id = dated_event.id
ORDER BY dated_event.event_date DESC, dated_event.id;
