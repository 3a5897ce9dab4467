-- Grain: one article of those asked for that tells of no happening any longer.
DELETE FROM article_story
WHERE
    article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
    AND article_id NOT IN (
        SELECT article_id
        FROM report_account
        WHERE article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
    );
