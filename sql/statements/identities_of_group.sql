-- Grain: one telling of the parties that some tellings stand for.
SELECT party_id
FROM identity
WHERE same_as IN (SELECT unnest(?::JSON::VARCHAR[]));
