-- Grain: one party that says too little, and may be one of those asked for.
SELECT DISTINCT guest_id
FROM identity_pair
WHERE
    guest_id IS NOT NULL
    AND if(guest_id = party_id, other_id, party_id) IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY guest_id;
