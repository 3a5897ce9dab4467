-- Grain: one article whose first telling is another than was stored.
UPDATE article
SET near_duplicate_of = told.first
FROM (
    SELECT unnest(?::JSON::STRUCT(copy VARCHAR, "first" VARCHAR)[], recursive := TRUE)
) AS told
WHERE article.id = told.copy;
