-- Grain: one participant without a country, with the events it takes part in.
CREATE OR REPLACE VIEW unresolved_parties AS
SELECT
    party.id AS party_id,
    party.name,
    party.kind,
    party.sectors,
    count(DISTINCT participant.event_id) AS events,
    list(DISTINCT participant.event_id ORDER BY participant.event_id) AS event_ids
FROM participant
JOIN party ON party.id = participant.party_id
WHERE participant.country IS NULL
GROUP BY ALL;
