-- Grain: one band key of those that `near_duplicates_hold` was asked for, and how many articles
-- have it.
SELECT band_key, count(*) AS articles FROM article_band_key GROUP BY band_key;
