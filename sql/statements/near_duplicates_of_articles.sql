-- Grain: one pair of copies with at least one of the articles asked for.
SELECT article_id, other_id, jaccard, containment, agreement
FROM near_duplicate
WHERE
    article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
    OR other_id IN (SELECT unnest($articles::JSON::VARCHAR[]));
