-- Grain: one party as told that has this id or name; with `how` alias, that has the name in some
-- article; with part, that has it within its name.
WITH asked AS (
    SELECT called, strip_accents(lower(called)) AS folded, how
    FROM (SELECT ?::VARCHAR AS called, ?::VARCHAR AS how)
)
SELECT
    party.id,
    party.name,
    party.country,
    coalesce(identity.same_as, party.id) AS same_as
FROM party
CROSS JOIN asked
LEFT JOIN identity ON identity.party_id = party.id
WHERE
    party.id = asked.called
    OR strip_accents(lower(party.name)) = asked.folded
    OR (asked.how = 'part' AND contains(strip_accents(lower(party.name)), asked.folded))
    OR (
        asked.how = 'alias'
        AND party.id IN (
            SELECT party_id
            FROM party_name
            WHERE strip_accents(lower(alias)) = asked.folded
        )
    )
ORDER BY party.id;
