-- Grain: one page address from which an article was read, of those that a server calls gone.
-- Not where the same run reached the address all the same, by another way.
UPDATE article_page
SET gone_since = ?::TIMESTAMP
WHERE
    gone_since IS NULL
    AND url IN (SELECT unnest(?::JSON::VARCHAR[]))
    AND url NOT IN (
        SELECT coalesce(final_url, url) FROM fetch_log WHERE run_id = ? AND status < 400
    );
