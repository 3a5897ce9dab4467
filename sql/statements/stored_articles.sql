-- Grain: one stored article of those asked for, whole.
SELECT * FROM article WHERE id IN (SELECT unnest(?::JSON::VARCHAR[]));
