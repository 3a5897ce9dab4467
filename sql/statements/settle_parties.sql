-- Grain: one party that any article still tells of.
-- Where articles disagree on sectors, what most articles say wins, ties by the sectors themselves.
INSERT INTO party BY NAME
SELECT
    party_id AS id,
    name,
    kind,
    country,
    sectors,
    wikidata_id
FROM (
    SELECT
        party_id,
        min(name) AS name,
        min(kind) AS kind,
        min(country) AS country,
        sectors,
        min(wikidata_id) AS wikidata_id,
        row_number() OVER (PARTITION BY party_id ORDER BY sum(articles) DESC, sectors) AS rank
    FROM party_telling
    WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]))
    GROUP BY party_id, sectors
)
WHERE rank = 1;
