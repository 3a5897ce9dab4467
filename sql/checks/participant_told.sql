-- Must return no row. Grain: a participant by a name that stands for another party.
SELECT participant.event_id, participant.party_id
FROM participant
JOIN identity ON identity.party_id = participant.party_id
WHERE identity.same_as <> participant.party_id;
