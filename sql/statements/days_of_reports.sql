-- Grain: one report of those asked for, with its day.
SELECT id, told_on FROM report WHERE id IN (SELECT unnest(?::JSON::VARCHAR[]));
