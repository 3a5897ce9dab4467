-- Grain: one URL of those asked for: its current body, where that came with a validator.
SELECT
    url,
    body_hash,
    media_type,
    charset,
    etag,
    last_modified
FROM page
WHERE url IN (SELECT unnest(?::JSON::VARCHAR[])) AND read_at IS NOT NULL
QUALIFY
    row_number() OVER (PARTITION BY url ORDER BY read_at DESC) = 1
    AND coalesce(etag, last_modified) IS NOT NULL;
