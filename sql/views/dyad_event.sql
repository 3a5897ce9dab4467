-- Grain: one ordered pair of different countries in one dated event.
CREATE OR REPLACE VIEW dyad_event AS
-- Where all participants are actors (meetings without a host) each acts on each other.
SELECT DISTINCT
    actor.country AS actor_country,
    other.country AS recipient_country,
    dated_event.id AS event_id,
    dated_event.month,
    dated_event.event_type,
    dated_event.quad_class,
    dated_event.plover_score,
    dated_event.n_reports
FROM dated_event
JOIN participant AS actor ON actor.event_id = dated_event.id AND actor.role = 'actor'
JOIN participant AS other ON other.event_id = dated_event.id
WHERE
    actor.country <> other.country
    AND (
        other.role = 'recipient'
        OR NOT EXISTS (
            FROM participant AS someone
            WHERE someone.event_id = dated_event.id AND someone.role = 'recipient'
        )
    );
