-- Grain: one party of some reports, as told, and the party it is.
SELECT DISTINCT identity.party_id, identity.same_as
FROM report_party
JOIN identity ON identity.party_id = report_party.party_id
WHERE report_party.report_id IN (SELECT unnest(?::JSON::VARCHAR[]));
