-- Grain: one party of those asked for, or one that sure pairs or an operator's decisions lead to.
WITH RECURSIVE edge AS (
    SELECT party_id, other_id FROM identity_pair WHERE guest_id IS NULL
    UNION ALL
    SELECT other_id, party_id FROM identity_pair WHERE guest_id IS NULL
    UNION ALL
    SELECT party_id, other_id FROM identity_decision WHERE other_id IS NOT NULL
    UNION ALL
    SELECT other_id, party_id FROM identity_decision WHERE other_id IS NOT NULL
),
reached AS (
    SELECT unnest(?::JSON::VARCHAR[]) AS id
    UNION
    SELECT edge.other_id FROM reached JOIN edge ON edge.party_id = reached.id
)
SELECT id FROM reached ORDER BY id;
