-- Grain: one page after an address, with its current body, in the order of addresses.
SELECT
    url,
    body_hash,
    media_type,
    charset,
    outlet,
    title,
    language,
    published,
    published_by,
    license,
    etag,
    last_modified
FROM page
WHERE url > ?
QUALIFY row_number() OVER (PARTITION BY url ORDER BY read_at DESC NULLS LAST, body_hash) = 1
ORDER BY url
LIMIT ?;
