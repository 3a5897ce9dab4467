-- Grain: one telling of a party that some telling shows in one of some offices of a country.
WITH located AS (
    SELECT same_as, max(country) AS country FROM identity GROUP BY same_as
),
shown AS (
    SELECT same_as, unnest(offices).office AS office FROM identity
),
holding AS (
    SELECT DISTINCT shown.same_as
    FROM shown
    JOIN located ON located.same_as = shown.same_as
    WHERE
        concat(located.country, ' ', shown.office) IN (SELECT unnest(?::JSON::VARCHAR[]))
)
SELECT identity.party_id
FROM identity
JOIN holding ON holding.same_as = identity.same_as;
