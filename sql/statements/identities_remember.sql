-- Grain: one telling whose events take from its identity what articles left out, to be merged anew.
UPDATE identity
SET pending = 'memory'
WHERE
    pending IS NULL
    AND party_id IN (SELECT unnest(?::JSON::VARCHAR[]));
