-- Grain: one body at one URL; the URLs and their bodies' hashes are two lists of one length.
DELETE FROM page
USING (SELECT unnest(?::JSON::VARCHAR[]) AS url, unnest(?::JSON::VARCHAR[]) AS body_hash) AS told
WHERE page.url = told.url AND page.body_hash = told.body_hash;
