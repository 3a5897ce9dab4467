-- Grain: one time that an article shows somebody in an office, of those offices that some parties
-- are ever seen in.
WITH named AS (
    SELECT party_id, same_as, unnest(offices, recursive := TRUE) FROM identity
),
located AS (
    SELECT same_as, max(country) AS country FROM identity GROUP BY same_as
),
seen AS (
    SELECT
        named.same_as AS party_id,
        located.country,
        named.office,
        named.post,
        named.single,
        party_office.sectors,
        party_office.seen_on AS "day"
    FROM party_office
    JOIN named ON named.party_id = party_office.party_id AND named.title = party_office.title
    JOIN located ON located.same_as = named.same_as
    WHERE party_office.seen_on IS NOT NULL
)
SELECT DISTINCT seen.*
FROM seen
SEMI JOIN (
    SELECT country, office FROM seen WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]))
) AS asked ON asked.office = seen.office AND asked.country IS NOT DISTINCT FROM seen.country
ORDER BY ALL;
