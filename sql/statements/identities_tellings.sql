-- Grain: one party of those asked for, with what all articles that name it so tell of it.
-- Other names are asked for of bodies only: a person's are in the full name.
WITH asked AS (
    SELECT unnest(?::JSON::VARCHAR[]) AS id
),
told AS (
    SELECT
        party_id,
        sum(articles)::BIGINT AS articles,
        list_distinct(flatten(list(sectors))) AS sectors
    FROM party_telling
    WHERE party_id IN (SELECT id FROM asked)
    GROUP BY party_id
),
named AS (
    SELECT party_name.party_id, list(party_name.alias) AS aliases
    FROM party_name
    JOIN asked ON asked.id = party_name.party_id
    JOIN party ON party.id = asked.id AND party.kind <> 'person'
    GROUP BY party_name.party_id
)
SELECT
    party.id,
    party.name,
    party.kind,
    party.country,
    party.wikidata_id,
    coalesce(told.sectors, []) AS sectors,
    coalesce(told.articles, 0) AS articles,
    coalesce(named.aliases, []) AS aliases
FROM party
JOIN asked ON asked.id = party.id
LEFT JOIN told ON told.party_id = party.id
LEFT JOIN named ON named.party_id = party.id
ORDER BY party.id;
