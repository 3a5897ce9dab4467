-- Grain: one party: how many articles tell of it, by whatever name.
SELECT count(DISTINCT article_party.article_id)
FROM article_party
LEFT JOIN identity ON identity.party_id = article_party.party_id
WHERE coalesce(identity.same_as, article_party.party_id) = ?;
