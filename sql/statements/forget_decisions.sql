-- Grain: one word of an operator that a later one takes back.
DELETE FROM identity_decision
WHERE
    decision = $decision
    AND (
        (party_id = $one AND other_id IS NOT DISTINCT FROM $other)
        OR (party_id = $other AND other_id = $one)
    );
