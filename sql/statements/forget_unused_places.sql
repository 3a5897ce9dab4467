-- Grain: every place that no report names any more.
DELETE FROM place
WHERE id NOT IN (SELECT place_id FROM report WHERE place_id IS NOT NULL);
