-- Grain: one party that is new, told otherwise or gone since identities were settled.
SELECT coalesce(party.id, identity.party_id) AS id
FROM party
FULL JOIN identity ON identity.party_id = party.id
WHERE
    party.id IS NULL
    OR identity.method IS DISTINCT FROM ?
    OR coalesce(party.id, identity.party_id) IN (SELECT party_id FROM pending_identity)
ORDER BY id;
