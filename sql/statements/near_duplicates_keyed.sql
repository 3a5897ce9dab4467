-- Grain: one article, with the keys under which it looks for copies and its day; none where undated.
SELECT article_id AS id, day, band_keys AS keys FROM article_sketch;
