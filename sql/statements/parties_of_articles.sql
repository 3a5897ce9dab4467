-- Grain: one party that some articles tell of.
SELECT DISTINCT party_id FROM article_party WHERE list_contains(?, article_id);
