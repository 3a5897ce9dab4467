-- Grain: one telling of a party, given by the one that stands for it.
SELECT
    party.id,
    party.name,
    party.kind,
    party.country,
    party.wikidata_id,
    coalesce(identity.reason, 'itself') AS reason,
    (
        SELECT coalesce(sum(articles), 0)::BIGINT
        FROM party_telling
        WHERE party_telling.party_id = party.id
    ) AS articles,
    (
        SELECT list(alias ORDER BY alias) FROM party_name WHERE party_name.party_id = party.id
    ) AS aliases
FROM party
LEFT JOIN identity ON identity.party_id = party.id
WHERE coalesce(identity.same_as, party.id) = ?
ORDER BY party.id <> coalesce(identity.same_as, party.id), articles DESC, party.id;
