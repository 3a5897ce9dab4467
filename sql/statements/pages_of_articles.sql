-- Grain: one page address from which some articles were read.
SELECT * FROM article_page WHERE article_id IN (SELECT unnest(?::JSON::VARCHAR[]));
