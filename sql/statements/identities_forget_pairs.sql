-- Grain: one pair of parties that are alike no longer, or otherwise.
DELETE FROM identity_pair
USING (SELECT unnest(?::JSON::STRUCT(one VARCHAR, other VARCHAR)[], recursive := TRUE)) AS told
WHERE identity_pair.party_id = told.one AND identity_pair.other_id = told.other;
