-- Grain: one party of those asked for: whom it was found to be.
SELECT party_id, same_as, reason, country, offices, block_keys, method, pending
FROM identity
WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]));
