-- Grain: one way in which articles tell of one of some parties, with how many do.
SELECT party_id, name, kind, country, sectors, wikidata_id, articles
FROM party_telling
WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]));
