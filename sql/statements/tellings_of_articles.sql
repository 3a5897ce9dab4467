-- Grain: one way in which some articles tell of a party, with how many of them.
SELECT party_id, name, kind, country, sectors, wikidata_id, count(*) AS articles
FROM article_party
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]))
GROUP BY ALL;
