-- Grain: one report of a happening, with its day.
SELECT id, told_on FROM report WHERE realis IN ('actual', 'historical', 'future') ORDER BY id;
