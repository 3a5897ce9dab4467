-- Grain: one place that some articles tell of.
SELECT DISTINCT place_id FROM article_place WHERE list_contains(?, article_id);
