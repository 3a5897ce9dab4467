-- Must return no row. Grain: a report or event at a place there is no row for.
SELECT id FROM report WHERE place_id IS NOT NULL AND place_id NOT IN (SELECT id FROM place)
UNION ALL
SELECT id FROM event WHERE place_id IS NOT NULL AND place_id NOT IN (SELECT id FROM place);
