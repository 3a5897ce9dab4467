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
    FROM (  -- most articles tell the same of a party
        SELECT party_id, sectors, count(*) AS articles
        FROM article_party
        WHERE party_id IN (SELECT id FROM asked)
        GROUP BY party_id, sectors
    )
    GROUP BY party_id
),
named AS (
    SELECT party_alias.party_id, list(DISTINCT alias) AS aliases
    FROM party_alias
    JOIN asked ON asked.id = party_alias.party_id
    JOIN party ON party.id = asked.id AND party.kind <> 'person'
    GROUP BY party_alias.party_id
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
