-- Grain: one loss of an article that could not be coded once and now is.
DELETE FROM rejection
WHERE
    stage = 'extract'
    AND subject IN (
        SELECT url FROM article WHERE id IN (SELECT unnest(?::JSON::VARCHAR[]))
    );
