-- Grain: one word of an operator on some tellings of a party.
WITH asked AS (SELECT unnest(?::JSON::VARCHAR[]) AS id)
SELECT decision, party_name, other_name, why, decided_at
FROM identity_decision
WHERE party_id IN (SELECT id FROM asked) OR other_id IN (SELECT id FROM asked)
ORDER BY decided_at, party_name;
