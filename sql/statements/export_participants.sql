-- Grain: one party in its role in one event of any realis.
SELECT
    participant.event_id,
    participant.role,
    participant.position,
    participant.party_id,
    party.name,
    party.kind,
    participant.country,
    participant.sectors,
    party.wikidata_id,
    event.event_type,
    event.event_date,
    event.date_precision,
    event.realis
FROM participant
JOIN party ON party.id = participant.party_id
JOIN event ON event.id = participant.event_id
ORDER BY participant.event_id, participant.role, participant.position;
