-- Grain: one body that was read at one URL, as before; adds what a server needs to be asked
-- whether the body is still current, in the row of the body that it describes.
ALTER TABLE page ADD COLUMN etag VARCHAR;
ALTER TABLE page ADD COLUMN last_modified VARCHAR;  -- as sent
ALTER TABLE page ADD COLUMN read_at TIMESTAMP;  -- UTC; when this body became the current one
ALTER TABLE page ADD COLUMN published_by VARCHAR;  -- metadata, feed
