-- Must return no row. Grain: an article that is said to copy itself, or one that is missing.
SELECT id FROM article
WHERE near_duplicate_of = id
    OR (near_duplicate_of IS NOT NULL AND near_duplicate_of NOT IN (SELECT id FROM article));
