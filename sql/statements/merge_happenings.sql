-- Grain: one report of a happening.
SELECT id FROM report WHERE realis IN ('actual', 'historical', 'future') ORDER BY id;
