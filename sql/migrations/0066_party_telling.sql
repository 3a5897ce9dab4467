-- Grain: one way in which articles tell of a party, counted; `checks/telling_wrong` counts again.
CREATE TABLE party_telling AS
SELECT
    party_id,
    name,
    kind,
    country,
    sectors,
    wikidata_id,
    count(*) AS articles  -- that tell of it so
FROM article_party
GROUP BY ALL;
