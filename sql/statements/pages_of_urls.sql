-- Grain: one body that was read at some URLs.
SELECT * FROM page WHERE url IN (SELECT unnest(?::JSON::VARCHAR[]));
