-- Grain: one pair of parties that are alike, with at least one of those asked for.
SELECT party_id, other_id, guest_id, reason
FROM identity_pair
WHERE
    party_id IN (SELECT unnest($parties::JSON::VARCHAR[]))
    OR other_id IN (SELECT unnest($parties::JSON::VARCHAR[]));
