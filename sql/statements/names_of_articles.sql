-- Grain: one form of a party's name in some articles, with how many of them have it.
SELECT party_id, alias, count(*) AS articles
FROM party_alias
WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]))
GROUP BY ALL;
