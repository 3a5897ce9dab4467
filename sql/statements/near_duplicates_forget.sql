-- Grain: one pair of articles that are copies no longer.
DELETE FROM near_duplicate
USING (SELECT unnest(?::JSON::STRUCT(one VARCHAR, other VARCHAR)[], recursive := TRUE)) AS told
WHERE near_duplicate.article_id = told.one AND near_duplicate.other_id = told.other;
