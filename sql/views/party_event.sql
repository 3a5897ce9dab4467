-- Grain: one party that acts in one dated event, with the event and whom it acted on.
CREATE OR REPLACE VIEW party_event AS
SELECT
    participant.party_id,
    party.name AS party,
    party.kind,
    participant.country,
    participant.sectors,
    dated_event.id AS event_id,
    dated_event.month,
    dated_event.quad_class,
    dated_event.plover_score,
    dated_event.n_reports,
    (
        SELECT arg_min(other.country, other.position)
        FROM participant AS other
        WHERE other.event_id = dated_event.id AND other.role = 'recipient'
    ) AS recipient_country
FROM dated_event
JOIN participant ON participant.event_id = dated_event.id AND participant.role = 'actor'
JOIN party ON party.id = participant.party_id;
