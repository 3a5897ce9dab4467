-- Grain: one party of those asked for that says too little, and one that it may be.
SELECT
    identity_pair.guest_id AS guest,
    host.party_id AS host,
    party.name AS host_name,
    identity_pair.reason,
    host.same_as
FROM identity_pair
JOIN identity AS host
    ON host.party_id = if(guest_id = identity_pair.party_id, other_id, identity_pair.party_id)
JOIN party ON party.id = host.party_id
WHERE guest_id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY ALL;
