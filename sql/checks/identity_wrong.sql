-- Must return no row. Grain: a party whose identity is missing, leads on to a third, or is of
-- another country or kind.
SELECT identity.party_id, 'stands for itself no longer' AS wrong
FROM identity
LEFT JOIN identity AS first ON first.party_id = identity.same_as
WHERE first.same_as IS DISTINCT FROM identity.same_as
UNION ALL
SELECT identity.party_id, 'of another country'
FROM identity
JOIN identity AS other ON other.same_as = identity.same_as
WHERE
    identity.country <> other.country
    AND identity.same_as NOT IN (
        SELECT welded.same_as
        FROM identity_decision
        JOIN identity AS welded ON welded.party_id = identity_decision.party_id
        WHERE decision = 'merge'
    )
UNION ALL
SELECT party_id, 'of a party that is gone'
FROM identity
WHERE party_id NOT IN (SELECT id FROM party);
