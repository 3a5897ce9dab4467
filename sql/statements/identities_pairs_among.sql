-- Grain: one pair of parties that surely are one, both of those asked for.
WITH asked AS (SELECT unnest(?::JSON::VARCHAR[]) AS id)
SELECT party_id, other_id
FROM identity_pair
SEMI JOIN asked AS one ON one.id = party_id
SEMI JOIN asked AS other ON other.id = other_id
WHERE guest_id IS NULL
ORDER BY ALL;
