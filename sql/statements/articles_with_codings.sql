-- Grain: one article of those asked for of which a coding is stored.
SELECT article_id FROM coding WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
