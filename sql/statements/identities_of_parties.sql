-- Grain: one party of those asked for, as told, and the party it is.
SELECT party_id, same_as
FROM identity
WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]));
