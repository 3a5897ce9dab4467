-- Grain: one word of an operator, the latest first.
SELECT party_id, other_id, decision, why
FROM identity_decision
ORDER BY decided_at DESC, party_id, other_id;
